package dev.atelier.sandbox.oss.wire;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.NoSuchElementException;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;

/// A small XML document, read without document types and entities.
///
/// @param text of an element without elements
public record XmlBody(String name, String text, List<XmlBody> elements) {
    private static final int DEEPEST = 16;

    public XmlBody {
        elements = List.copyOf(elements);
    }

    /// @throws OssException on anything that is no plain XML with this root
    public static XmlBody parse(byte[] bytes, String root) {
        var factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        try {
            var reader = factory.createXMLStreamReader(new ByteArrayInputStream(bytes));
            var level = new Level("", new StringBuilder(), new ArrayList<>());
            var open = new ArrayList<>(List.of(level));
            while (reader.hasNext()) {
                switch (reader.next()) {
                    case XMLStreamConstants.START_ELEMENT ->
                            open.add(opened(reader.getLocalName(), open));
                    case XMLStreamConstants.END_ELEMENT -> {
                        var done = open.removeLast().body();
                        open.getLast().elements().add(done);
                    }
                    case XMLStreamConstants.CHARACTERS ->
                            open.getLast().text().append(reader.getText());
                    case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
                            throw OssError.MALFORMED_XML.exception();
                    default -> {}
                }
            }
            var document = level.elements().getFirst();
            if (!document.name().equals(root)) {
                throw OssError.MALFORMED_XML.exception();
            }
            return document;
        } catch (XMLStreamException | IllegalStateException | NoSuchElementException e) {
            throw OssError.MALFORMED_XML.exception();
        }
    }

    private static Level opened(String name, List<Level> open) {
        if (open.size() > DEEPEST) {
            throw OssError.MALFORMED_XML.exception();
        }
        return new Level(name, new StringBuilder(), new ArrayList<>());
    }

    private record Level(String name, StringBuilder text, List<XmlBody> elements) {
        XmlBody body() {
            return new XmlBody(name, elements.isEmpty() ? text.toString() : "", elements);
        }
    }

    public List<XmlBody> all(String element) {
        return elements.stream().filter(e -> e.name().equals(element)).toList();
    }

    /// The text of an element, or the empty text.
    public String text(String element) {
        return all(element).stream().map(XmlBody::text).findFirst().orElse("");
    }
}
