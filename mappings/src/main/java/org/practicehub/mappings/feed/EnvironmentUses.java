package org.practicehub.mappings.feed;

import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Where a {@code feed.yaml} takes something from the environment. The environment has the hub's own secrets, and a value that is
 * written elsewhere comes to light in a resource or in a mistake's text: so a text that is proposed takes nothing from it but what
 * the file takes already, and puts it nowhere else.
 */
final class EnvironmentUses {

    private final Map<String, Node> uses = new HashMap<>();
    private final Set<Node> around = Collections.newSetFromMap(new IdentityHashMap<>());

    /** The uses that a proposed text has and the file has not. A text that is no YAML has none. */
    static List<ConfigurationError> others(String name, String file, String proposed) {
        Set<String> known = in(file).keySet();
        return in(proposed).entrySet().stream()
                .filter(use -> !known.contains(use.getKey()))
                .map(use -> error(name, use.getValue()))
                .toList();
    }

    private static Map<String, Node> in(String text) {
        EnvironmentUses found = new EnvironmentUses();
        root(text).ifPresent(root -> found.walk(root, ""));
        return found.uses;
    }

    /** What is wrong with it is told by whoever reads it for what it says. */
    private static Optional<Node> root(String text) {
        try {
            return new Compose(LoadSettings.builder().build()).composeString(text);
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
    }

    private void walk(Node node, String path) {
        if (node instanceof ScalarNode scalar && scalar.getValue().contains("${")) {
            uses.put(path + " " + scalar.getValue(), node);
        } else if (around.add(node)) {
            if (node instanceof SequenceNode list) {
                list.getValue().forEach(item -> walk(item, path + "/*"));
            } else if (node instanceof MappingNode mapping) {
                mapping.getValue().forEach(pair -> {
                    walk(pair.getKeyNode(), path + "/?");
                    walk(pair.getValueNode(), path + "/" + key(pair.getKeyNode()));
                });
            }
            around.remove(node);
        }
    }

    private static String key(Node key) {
        return key instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    private static ConfigurationError error(String name, Node at) {
        Optional<Mark> mark = at.getStartMark();
        return new ConfigurationError(
                name,
                mark.map(m -> m.getLine() + 1).orElse(1),
                mark.map(m -> m.getColumn() + 1).orElse(1),
                "the file takes nothing from the environment here; that is changed in the file itself");
    }
}
