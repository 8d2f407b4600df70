package org.practicehub.mappings.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file that knows where it stands, so that what is wrong with it can be told with line and column. */
public final class Yaml {

    private final ConfigFile file;
    private final Node node;

    private Yaml(ConfigFile file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The document's root; empty, with the reason among the file's errors, when it is no YAML. */
    public static Optional<Yaml> parse(ConfigFile file, String text) {
        try {
            LoadSettings settings = LoadSettings.builder().setLabel(file.name()).build();
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                file.error(1, 1, "the file is empty");
            }
            return root.map(node -> new Yaml(file, node));
        } catch (MarkedYamlEngineException e) {
            Optional<Mark> mark = e.getProblemMark();
            file.error(
                    mark.map(m -> m.getLine() + 1).orElse(1),
                    mark.map(m -> m.getColumn() + 1).orElse(1),
                    e.getProblem());
            return Optional.empty();
        }
    }

    /** A key and its value. */
    public record Pair(Yaml key, Yaml value) {}

    /** The entries of a mapping, in order; an error and none when it is something else. */
    public List<Pair> pairs() {
        if (!(node instanceof MappingNode mapping)) {
            error("expected keys with values");
            return List.of();
        }
        return mapping.getValue().stream()
                .map(tuple -> new Pair(new Yaml(file, tuple.getKeyNode()), new Yaml(file, tuple.getValueNode())))
                .toList();
    }

    /** The items of a list; a single value is a list of one. */
    public List<Yaml> items() {
        return node instanceof SequenceNode sequence
                ? sequence.getValue().stream().map(item -> new Yaml(file, item)).toList()
                : List.of(this);
    }

    /** Whether it is a single value, and no list or mapping. */
    public boolean isScalar() {
        return node instanceof ScalarNode;
    }

    /** The entries of a mapping by key; an error and none when it is something else. */
    public Map<String, Yaml> entries() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        for (Pair pair : pairs()) {
            if (entries.put(pair.key().text(), pair.value()) != null) {
                pair.key().error("'" + pair.key().text() + "' stands here twice");
            }
        }
        return entries;
    }

    /** The entries of a mapping that may have these keys and no others. */
    public Map<String, Yaml> entries(Collection<String> allowed) {
        Map<String, Yaml> entries = entries();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Yaml key = new Yaml(file, tuple.getKeyNode());
                if (!allowed.contains(key.text())) {
                    key.error("unknown key '" + key.text() + "'" + Nearest.hint(key.text(), allowed));
                }
            }
        }
        return entries;
    }

    /** The text of a scalar, with {@code ${NAME:default}} taken from the environment. */
    public String text() {
        if (node instanceof ScalarNode scalar) {
            return file.expand(scalar.getValue(), this);
        }
        error("expected a single value");
        return "";
    }

    /** The text of what must not stand in a file: the name of where the environment has it. */
    public String secret() {
        if (node instanceof ScalarNode scalar && !file.isReference(scalar.getValue())) {
            error("a secret does not stand in this file; write ${A_NAME} and set that in the environment");
            return "";
        }
        return text();
    }

    /** One text or a list of them. */
    public Set<String> texts() {
        return items().stream().map(Yaml::text).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    public <E extends Enum<E>> E choice(Class<E> type, E otherwise) {
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            names.add(FeedKeys.written(constant));
            if (FeedKeys.written(constant).equals(text())) {
                return constant;
            }
        }
        error("'" + text() + "' is not one of " + String.join(", ", names) + Nearest.hint(text(), names));
        return otherwise;
    }

    public boolean flag() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            error("expected true or false");
        }
        return text.equals("true");
    }

    public int number(int least, int most) {
        try {
            int number = Integer.parseInt(text());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below, in the same words as a number out of range
        }
        error("expected a whole number from " + least + " to " + most);
        return least;
    }

    /** The file it stands in. */
    ConfigFile file() {
        return file;
    }

    /** The line it begins in. */
    public int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }

    public void error(String text) {
        error(0, text);
    }

    /** A mistake this many characters into a single value. */
    void error(int into, String text) {
        int column = node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(1);
        boolean quoted = node instanceof ScalarNode scalar && scalar.getScalarStyle() != ScalarStyle.PLAIN;
        file.error(line(), column + into + (quoted && into > 0 ? 1 : 0), text);
    }
}
