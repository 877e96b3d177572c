package dev.atelier.http;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reads a body, as far as the head lets it, before a [Responder] answers.
public final class Buffered implements StreamingResponder {
    private static final Logger LOG = LoggerFactory.getLogger(Buffered.class);

    /// What all bodies that are under way may take together.
    private static final long ALL_BODIES = 256L << 20;

    private final BodyBudget budget = new BodyBudget(ALL_BODIES);
    private final Responder responder;
    private final HeadCheck head;

    public Buffered(Responder responder, HeadCheck head) {
        this.responder = responder;
        this.head = head;
    }

    @Override
    public Reply answer(Incoming bare, InputStream in) throws IOException {
        try (var share = budget.new Share()) {
            var refusal = head.refusal(bare);
            if (refusal.isPresent()) {
                return refusal.get().closing();
            }
            int most = head.mostBytes(bare);
            var body = body(bare, in, most, share);
            return body.isPresent()
                    ? responder.answer(bare.with(body.get()))
                    : HttpError.TOO_LARGE.reply(most).closing();
        } catch (BodyBudget.FullException e) {
            return HttpError.BUSY.reply().closing();
        } catch (BadRequestException e) {
            return HttpError.BAD_REQUEST.reply(String.valueOf(e.getMessage()));
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            LOG.error("{} {} failed", bare.method(), bare.rawPath(), e);
            return HttpError.FAILED.reply();
        }
    }

    private static Optional<byte[]> body(
            Incoming bare, InputStream in, int most, BodyBudget.Share share) throws IOException {
        if (bare.length() > most) {
            return Optional.empty();
        }
        var bytes = share.read(in, most);
        return bytes.length > most ? Optional.empty() : Optional.of(bytes);
    }
}
