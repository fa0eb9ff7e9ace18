package io.meshplay.collab.wire;

/**
 * A message with the address that its frame carries.
 *
 * @param address document name, perhaps with {@code \0} and a session id: replies carry it unchanged
 * @param message what was said
 */
public record Addressed(String address, ClientMessage message) {
    /** {@return the document's name: the address up to the first {@code \0}} */
    public String documentName() {
        int end = address.indexOf('\0');
        return end < 0 ? address : address.substring(0, end);
    }
}
