package dev.atelier.sandbox;

import dev.atelier.http.Incoming;
import dev.atelier.http.Reply;
import dev.atelier.http.StreamingResponder;
import dev.atelier.sandbox.fault.Faults;
import dev.atelier.sandbox.oss.wire.OssError;
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

    private static Reply refusal() {
        var document =
                XmlText.of(
                        "Error",
                        xml -> {
                            xml.add("Code", OssError.QPS_LIMIT_EXCEEDED.code());
                            xml.add("Message", OssError.QPS_LIMIT_EXCEEDED.sentence());
                        });
        return Reply.of(OssError.QPS_LIMIT_EXCEEDED.status(), "application/xml", document.bytes())
                .closing();
    }
}
