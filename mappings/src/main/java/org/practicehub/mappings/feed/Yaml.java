package org.practicehub.mappings.feed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A value in a YAML file that knows where it stands, so that what is wrong with it can be told with line and column. */
final class Yaml {

    private final ConfigFile file;
    private final Node node;

    private Yaml(ConfigFile file, Node node) {
        this.file = file;
        this.node = node;
    }

    /** The document's root; empty, with the reason among the file's errors, when it is no YAML. */
    static Optional<Yaml> parse(ConfigFile file, String text) {
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

    /** The entries of a mapping by key; an error and none when it is something else. */
    Map<String, Yaml> entries() {
        Map<String, Yaml> entries = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                Yaml key = new Yaml(file, tuple.getKeyNode());
                Yaml value = new Yaml(file, tuple.getValueNode());
                if (entries.put(key.text(), value) != null) {
                    key.error("'" + key.text() + "' stands here twice");
                }
            }
        } else {
            error("expected keys with values");
        }
        return entries;
    }

    /** The entries of a mapping that may have these keys and no others. */
    Map<String, Yaml> entries(Collection<String> allowed) {
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
    String text() {
        if (node instanceof ScalarNode scalar) {
            return file.expand(scalar.getValue(), this);
        }
        error("expected a single value");
        return "";
    }

    /** One text or a list of them. */
    Set<String> texts() {
        if (!(node instanceof SequenceNode sequence)) {
            return Set.of(text());
        }
        Set<String> texts = new LinkedHashSet<>();
        sequence.getValue().forEach(item -> texts.add(new Yaml(file, item).text()));
        return texts;
    }

    /** One of an enum's constants, written in lower case with hyphens. */
    <E extends Enum<E>> E choice(Class<E> type, E otherwise) {
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

    boolean flag() {
        String text = text();
        if (!text.equals("true") && !text.equals("false")) {
            error("expected true or false");
        }
        return text.equals("true");
    }

    int number(int least, int most) {
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

    void error(String text) {
        Optional<Mark> mark = node.getStartMark();
        file.error(
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                text);
    }
}
