package io.meshplay.collab.designs;

/**
 * A share link at the one moment when its token can be read.
 *
 * @param link the link
 * @param token 43 characters of {@code [A-Za-z0-9_-]}; shown once, stored only as SHA-256
 */
public record CreatedLink(ShareLink link, String token) {
    /** Without the token, which must reach no log. */
    @Override
    public String toString() {
        return "CreatedLink[link=" + link + "]";
    }
}
