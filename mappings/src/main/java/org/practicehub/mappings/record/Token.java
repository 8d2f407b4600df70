package org.practicehub.mappings.record;

/** An identifier as it is looked up: who assigned it, and the value. */
public record Token(String system, String value) implements Comparable<Token> {

    @Override
    public int compareTo(Token other) {
        int bySystem = system.compareTo(other.system);
        return bySystem != 0 ? bySystem : value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return system + "|" + value;
    }
}
