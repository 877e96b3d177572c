package dev.atelier.recipe.json;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.atelier.recipe.Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTextTest {
    @Test
    void readsWhatItWrote() {
        var inner = Message.of("failure.whole", Message.plain("a"), Message.of("advice.memory"));
        for (var message :
                new Message[] {
                    Message.of("advice.memory"),
                    Message.of("unsupported.vae", "fine.pt"),
                    Message.of("failure.whole", inner, Message.of("unsupported.vae", "")),
                    Message.plain("advice.memory"),
                    Message.plain("")
                }) {
            assertEquals(message, MessageText.read(MessageText.write(message)));
        }
    }

    /// Older versions kept sentences.
    @ParameterizedTest
    @ValueSource(strings = {"", "Out of memory.", "内存不足。", "a", "disk: 5 %"})
    void aSentenceIsReadAsItIs(String sentence) {
        assertEquals(Message.plain(sentence), MessageText.read(sentence));
    }

    @Test
    void aKeyThatThisVersionDoesNotKnowSaysWhatStandsInItsPlaces() {
        assertEquals("gone.key", MessageText.read("gone.key").english());
        assertEquals(
                "gone.key: a.png, 5", MessageText.read("gone.key\u001Fa.png\u001F5").english());
        assertEquals(
                "gone.key: old.key: 5",
                MessageText.read("gone.key\u001F\u0001old.key\u001E5").english());
    }

    /// Keys of issues began with `loss.` until the schema of 2026-11.
    @Test
    void keyOfAnOlderVersionIsFound() {
        var old = MessageText.read("loss.unknown\u001Fmood");
        assertEquals("\"mood\" is unknown", old.english().replaceAll("[.]$", ""));
    }
}
