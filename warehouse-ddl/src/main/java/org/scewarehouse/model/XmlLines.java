package org.scewarehouse.model;

import java.util.ArrayDeque;
import java.util.Deque;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** XML with a line per tag, so that a change is seen in a difference. Attributes are names and values in turn. */
final class XmlLines {
    private final XMLStreamWriter xml;
    private final Deque<String> opened = new ArrayDeque<>();

    XmlLines(XMLStreamWriter xml) {
        this.xml = xml;
    }

    void begin() throws XMLStreamException {
        xml.writeStartDocument("utf-8", "1.0");
    }

    void open(String tag, String... attributes) throws XMLStreamException {
        line();
        xml.writeStartElement(tag);
        attributes(attributes);
        opened.push(tag);
    }

    void close() throws XMLStreamException {
        opened.pop();
        line();
        xml.writeEndElement();
    }

    void empty(String tag, String... attributes) throws XMLStreamException {
        line();
        xml.writeEmptyElement(tag);
        attributes(attributes);
    }

    void element(String tag, String text) throws XMLStreamException {
        line();
        xml.writeStartElement(tag);
        xml.writeCharacters(text);
        xml.writeEndElement();
    }

    void end() throws XMLStreamException {
        xml.writeEndDocument();
        xml.flush();
    }

    private void line() throws XMLStreamException {
        xml.writeCharacters("\n" + "  ".repeat(opened.size()));
    }

    private void attributes(String... attributes) throws XMLStreamException {
        for (int place = 0; place < attributes.length; place += 2) {
            xml.writeAttribute(attributes[place], attributes[place + 1]);
        }
    }
}
