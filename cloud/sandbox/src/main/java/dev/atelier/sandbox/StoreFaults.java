package dev.atelier.sandbox;

import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.StreamingResponder;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;
import java.io.InputStream;
import java.time.InstantSource;

/// The object store while it refuses too many calls.
record StoreFaults(StreamingResponder store, Faults faults, InstantSource clock)
        implements StreamingResponder {
    @Override
    public Reply answer(Incoming head, InputStream body) throws IOException {
        return faults.throttles(clock.instant()) ? refusal() : store.answer(head, body);
    }

    /// Status and code are chosen: the vendor names several for this.
    private static Reply refusal() {
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", "QpsLimitExceeded");
                            xml.add("Message", "Please reduce your request rate.");
                        });
        return Reply.of(503, "application/xml", document.bytes()).closing();
    }
}
