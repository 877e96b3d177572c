package dev.atelier.sandbox.oss;

import dev.atelier.http.Percent;
import dev.atelier.sandbox.oss.store.ObjectStore;
import dev.atelier.sandbox.oss.wire.Address;
import dev.atelier.sandbox.oss.wire.OssError;
import dev.atelier.sandbox.oss.wire.XmlBody;
import dev.atelier.sandbox.oss.wire.XmlText;
import java.io.IOException;

/// Many objects deleted at once.
final class DeleteMany {
    private static final int MOST = 1000;
    private final ObjectStore store;

    DeleteMany(ObjectStore store) {
        this.store = store;
    }

    void serve(Exchange exchange) throws IOException {
        var bytes = exchange.document();
        UploadBody.checkMd5(exchange, UploadBody.md5(bytes));
        var document = XmlBody.parse(bytes, "Delete");
        var keys = document.all("Object").stream().map(object -> object.text("Key")).toList();
        if (keys.isEmpty() || keys.size() > MOST || keys.contains("")) {
            throw OssError.MALFORMED_XML.exception();
        }
        keys.forEach(Address::checkKey);
        for (var key : keys) {
            store.delete(exchange.bucket(), key);
        }
        boolean encoded =
                exchange.query().text("encoding-type").equals("url")
                        || exchange.header("encoding-type").equals("url");
        if (document.text("Quiet").strip().equals("true")) {
            exchange.empty(200);
            return;
        }
        exchange.xml(
                XmlText.of(
                        "DeleteResult",
                        xml -> {
                            if (encoded) {
                                xml.add("EncodingType", "url");
                            }
                            for (var key : keys) {
                                var shown = encoded ? Percent.encode(key, false) : key;
                                xml.inside("Deleted", deleted -> deleted.add("Key", shown));
                            }
                        }));
    }
}
