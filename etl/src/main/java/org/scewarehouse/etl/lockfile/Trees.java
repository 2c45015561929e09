package org.scewarehouse.etl.lockfile;

import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.toml.TomlFactory;
import tools.jackson.dataformat.toml.TomlMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/** Reads untrusted JSON, TOML and YAML into trees, within limits. */
final class Trees {

    private static final int DEEPEST = 100;
    /** The parser of YAML takes four times as long for a line of twice the length. */
    private static final int LONGEST_LINE = 200_000;

    private static final StreamReadConstraints LIMITS = StreamReadConstraints.builder()
            .maxNestingDepth(DEEPEST)
            .maxStringLength(1_000_000)
            .maxNumberLength(100)
            .build();
    private static final ObjectMapper JSON = JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build())
            .build();
    private static final ObjectMapper TOML = TomlMapper.builder(
                    TomlFactory.builder().streamReadConstraints(LIMITS).build())
            .build();
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(LIMITS)
                    .loadSettings(LoadSettings.builder()
                            .setCodePointLimit(Integer.MAX_VALUE)
                            .setMaxAliasesForCollections(0)
                            .build())
                    .build())
            .build();

    private Trees() {}

    static JsonNode json(String text) {
        return tree(JSON, text, "JSON");
    }

    static JsonNode toml(String text) {
        refuseDepth(text);
        return tree(TOML, text, "TOML");
    }

    static JsonNode yaml(String text) {
        refuseDepth(text);
        refuseLongLines(text);
        refuseAliases(text);
        return tree(YAML, text, "YAML");
    }

    private static JsonNode tree(ObjectMapper mapper, String text, String format) {
        try {
            return mapper.readTree(text);
        } catch (JacksonException e) {
            boolean isTooDeep = String.valueOf(e.getOriginalMessage()).contains("nesting depth");
            throw isTooDeep ? tooDeep() : new Unreadable("is no " + format, e);
        }
    }

    /** An alias repeats what stands elsewhere, and a few of them can stand for more than any memory holds. */
    private static void refuseAliases(String text) {
        try (YAMLParser parser = (YAMLParser) YAML.createParser(text)) {
            while (parser.nextToken() != null) {
                if (parser.isCurrentAlias()) {
                    throw new Unreadable("uses YAML aliases");
                }
            }
        } catch (JacksonException e) {
            throw new Unreadable("is no YAML", e);
        }
    }

    private static void refuseLongLines(String text) {
        int begin = 0;
        for (int i = 0; i < text.length(); i++) {
            begin = text.charAt(i) == '\n' ? i + 1 : begin;
            if (i - begin > LONGEST_LINE) {
                throw new Unreadable("has a line of more than " + LONGEST_LINE + " characters");
            }
        }
    }

    /** Before a parser that calls itself for each level comes to it. */
    private static void refuseDepth(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '{') {
                depth++;
            } else if (c == ']' || c == '}') {
                depth = Math.max(0, depth - 1);
            }
            if (depth > DEEPEST) {
                throw tooDeep();
            }
        }
    }

    private static Unreadable tooDeep() {
        return new Unreadable("nested deeper than " + DEEPEST + " levels");
    }
}
