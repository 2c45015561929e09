package org.scewarehouse.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** The data sources in {@code infra/tableau}, held against the declarations that they are made of. */
class TableauTest {
    private static final Path FOLDER = Path.of("..", "infra", "tableau");

    /** {@code -Dgolden.update} writes the files anew. */
    @Test
    void theFilesAreThoseOfTheDeclarations() throws IOException {
        if (System.getProperty("golden.update") != null) {
            for (Map.Entry<String, String> file : made().entrySet()) {
                Files.createDirectories(FOLDER.resolve(file.getKey()).getParent());
                Files.writeString(FOLDER.resolve(file.getKey()), file.getValue());
            }
        }
        Map<String, String> written = new TreeMap<>();
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".tds")).toList()) {
                written.put(FOLDER.relativize(file).toString(), Files.readString(file));
            }
        }
        assertThat(written).isEqualTo(made());
    }

    @Test
    void everyForeignKeyIsOneRelationshipAndTheReverse() throws Exception {
        for (TableSpec<?> fact : facts()) {
            Document source = parsed(fact);
            List<String> related = new ArrayList<>();
            for (Element relationship : elements(source, "relationship")) {
                List<Element> sides = elements(relationship, "expression");
                String dimension =
                        elements(relationship, "second-end-point").get(0).getAttribute("object-id");
                assertThat(elements(relationship, "second-end-point").get(0).getAttribute("unique-key"))
                        .isEqualTo("true");
                related.add(sides.get(1).getAttribute("op").replaceAll("[\\[\\]]", "") + " -> "
                        + dimension.replaceFirst("_[0-9A-F]{32}$", ""));
            }
            assertThat(related)
                    .containsExactlyElementsOf(fact.columns().stream()
                            .filter(column -> !column.references().isEmpty())
                            .map(column -> column.name() + " -> " + column.references())
                            .toList());
        }
    }

    @Test
    void columnsBelongToObjectsAndNamesAreUnique() throws Exception {
        for (TableSpec<?> fact : facts()) {
            Document source = parsed(fact);
            Set<String> objects = new HashSet<>();
            elements(source, "object").forEach(object -> objects.add("[" + object.getAttribute("id") + "]"));
            Set<String> names = new HashSet<>();
            for (Element column : elements(source, "metadata-record")) {
                assertThat(names.add(text(column, "local-name")))
                        .as(text(column, "local-name"))
                        .isTrue();
                assertThat(objects).contains(text(column, "object-id"));
                String table = text(column, "parent-name").replaceAll("[\\[\\]]", "");
                assertThat(Warehouse.table(table).column(text(column, "remote-name")))
                        .isNotNull();
            }
            Set<String> mapped = new HashSet<>();
            elements(source, "map").forEach(map -> mapped.add(map.getAttribute("key")));
            assertThat(mapped).isEqualTo(names);
            for (Element end : elements(source, "expression")) {
                assertThat(end.getAttribute("op").equals("=") || names.contains(end.getAttribute("op")))
                        .isTrue();
            }
        }
    }

    @Test
    void keysAreDimensionsAndEveryColumnIsDescribed() throws Exception {
        for (TableSpec<?> fact : facts()) {
            for (Element column : elements(parsed(fact), "column")) {
                if (!column.getAttribute("datatype").equals("table")) {
                    assertThat(text(column, "run")).isNotBlank();
                    boolean isKey = column.getAttribute("name").matches("\\[\\w+_(key|id)\\b.*");
                    assertThat(isKey && column.getAttribute("role").equals("measure"))
                            .as(column.getAttribute("name"))
                            .isFalse();
                }
            }
        }
    }

    @Test
    void whatDoesNotAddUpOverDaysIsNotSummedUnasked() throws Exception {
        for (TableSpec<?> fact : facts()) {
            if (fact.comment().contains("semi-additive: never summed over days")) {
                assertThat(elements(parsed(fact), "column"))
                        .noneMatch(column -> column.getAttribute("aggregation").equals("Sum"));
            }
        }
        assertThat(Warehouse.table("fact_volume_day").comment()).contains("semi-additive", "volume_day_counted");
    }

    private static Map<String, String> made() {
        Map<String, String> files = new TreeMap<>();
        for (Subject subject : Subject.ALL) {
            for (TableSpec<?> fact : facts()) {
                if (subject.facts().contains(fact.name())) {
                    files.put(subject.name() + "/" + fact.name() + ".tds", TableauDataSource.of(fact));
                }
            }
        }
        return files;
    }

    private static List<TableSpec<?>> facts() {
        List<TableSpec<?>> facts = new ArrayList<>();
        for (TableSpec<?> table : Warehouse.tables()) {
            if (table.name().matches("(fact|agg)_.*")) {
                facts.add(table);
            }
        }
        return facts;
    }

    private static Document parsed(TableSpec<?> fact) throws Exception {
        return DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(TableauDataSource.of(fact))));
    }

    private static List<Element> elements(Document document, String tag) {
        return elements(document.getDocumentElement(), tag);
    }

    private static List<Element> elements(Element element, String tag) {
        NodeList found = element.getElementsByTagName(tag);
        List<Element> elements = new ArrayList<>();
        for (int place = 0; place < found.getLength(); place++) {
            elements.add((Element) found.item(place));
        }
        return elements;
    }

    private static String text(Element element, String tag) {
        return elements(element, tag).get(0).getTextContent();
    }
}
