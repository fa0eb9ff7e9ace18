package io.meshplay.collab.socket;

import java.time.Duration;

/**
 * Every bound that a socket obeys.
 *
 * @param frameBytesMax largest inbound frame and message, in bytes; a larger one closes with 1009. Node's clients send one
 *     frame per message, so both are one number
 * @param unhandledBytesMax bytes received from one socket and not yet handled by its rooms before it is read no further
 * @param loopUnhandledBytesMax the same over all sockets of one event loop
 * @param outboundBytesMax bytes queued for one socket before it is closed with 1013
 * @param messagesPerSecondMax sustained rate of one socket; above it the socket is read more slowly
 * @param messagesBurstMax messages that may come at once
 * @param documentsMax documents on one Hocuspocus socket
 * @param beforeJoinBytesMax bytes of one document's messages that wait for its join
 * @param beforeJoinMessagesMax messages of one document that wait for its join
 * @param beforeAuthenticationBytesMax bytes of one Hocuspocus socket that wait for the authentication of their documents; with
 *     more it is closed, for what it sends next is not read once too much is unhandled
 * @param authenticateWithin how long a Hocuspocus socket may stay without a document
 * @param pingInterval how often a socket is pinged
 * @param deadAfter silence after which a socket is taken for dead
 * @param closeWithin how long a closing socket may take to send what it holds, before the connection is cut
 * @param refusalDelayMin how long the first permanent refusal is delayed on {@code /sync}, where old clients come back
 * @param refusalDelayMax how long the later ones are at most
 * @param refusalsParkedMax most sockets that wait for their refusal
 * @param refusalsRememberedMax refusals that are remembered, so that the next one waits longer
 * @param refusalForgivenAfter delays after which who has not come back begins anew
 * @param lingerMax how long a connection that is refused may go on sending, so that its peer can read why
 * @param discardedBytesMax bytes that are read and thrown away meanwhile, before the connection is cut
 * @param rereadInterval how often a socket that is read no further is looked at again
 */
public record SocketLimits(
        int frameBytesMax,
        int unhandledBytesMax,
        long loopUnhandledBytesMax,
        long outboundBytesMax,
        int messagesPerSecondMax,
        int messagesBurstMax,
        int documentsMax,
        int beforeJoinBytesMax,
        int beforeJoinMessagesMax,
        int beforeAuthenticationBytesMax,
        Duration authenticateWithin,
        Duration pingInterval,
        Duration deadAfter,
        Duration closeWithin,
        Duration refusalDelayMin,
        Duration refusalDelayMax,
        int refusalsParkedMax,
        int refusalsRememberedMax,
        int refusalForgivenAfter,
        Duration lingerMax,
        long discardedBytesMax,
        Duration rereadInterval) {
    private static final int LINK_BYTES = 1_024;

    /** What the product runs with. */
    public static final SocketLimits DEFAULTS = new SocketLimits(
            16 << 20,
            4 << 20,
            256L << 20,
            64L << 20,
            1_000,
            4_000,
            50,
            17 << 20,
            1_000,
            1 << 20,
            Duration.ofSeconds(10),
            Duration.ofSeconds(25),
            Duration.ofSeconds(60),
            Duration.ofSeconds(5),
            Duration.ofSeconds(1),
            Duration.ofSeconds(30),
            1_000,
            10_000,
            4,
            Duration.ofSeconds(3),
            64L << 20,
            Duration.ofMillis(20));

    /** Checks every bound. */
    public SocketLimits {
        require(frameBytesMax >= 1_024, "frameBytesMax", frameBytesMax, ">= 1024");
        require(unhandledBytesMax >= 1_024, "unhandledBytesMax", unhandledBytesMax, ">= 1024");
        require(
                loopUnhandledBytesMax >= unhandledBytesMax,
                "loopUnhandledBytesMax",
                loopUnhandledBytesMax,
                ">= unhandledBytesMax");
        require(outboundBytesMax >= 1_024, "outboundBytesMax", outboundBytesMax, ">= 1024");
        require(messagesPerSecondMax >= 1, "messagesPerSecondMax", messagesPerSecondMax, ">= 1");
        require(messagesBurstMax >= 1, "messagesBurstMax", messagesBurstMax, ">= 1");
        require(documentsMax >= 1, "documentsMax", documentsMax, ">= 1");
        require(beforeJoinBytesMax >= 1_024, "beforeJoinBytesMax", beforeJoinBytesMax, ">= 1024");
        require(beforeJoinMessagesMax >= 1, "beforeJoinMessagesMax", beforeJoinMessagesMax, ">= 1");
        require(
                beforeAuthenticationBytesMax >= 1_024 && beforeAuthenticationBytesMax <= unhandledBytesMax,
                "beforeAuthenticationBytesMax",
                beforeAuthenticationBytesMax,
                "1024 to unhandledBytesMax");
        require(refusalsParkedMax >= 0, "refusalsParkedMax", refusalsParkedMax, ">= 0");
        require(refusalsRememberedMax >= 0, "refusalsRememberedMax", refusalsRememberedMax, ">= 0");
        require(refusalForgivenAfter >= 0, "refusalForgivenAfter", refusalForgivenAfter, ">= 0");
        require(discardedBytesMax >= 0, "discardedBytesMax", discardedBytesMax, ">= 0");
        requirePositive(authenticateWithin, "authenticateWithin");
        requirePositive(pingInterval, "pingInterval");
        requirePositive(deadAfter, "deadAfter");
        requirePositive(closeWithin, "closeWithin");
        requirePositive(refusalDelayMin, "refusalDelayMin");
        requirePositive(lingerMax, "lingerMax");
        requirePositive(rereadInterval, "rereadInterval");
        require(
                refusalDelayMax.compareTo(refusalDelayMin) >= 0,
                "refusalDelayMax",
                refusalDelayMax.toMillis(),
                ">= refusalDelayMin");
    }

    private static void requirePositive(Duration value, String name) {
        require(value.toMillis() >= 1, name, value.toMillis(), ">= 1 ms");
    }

    /** {@return these limits for sessions that another node proxies: its frames carry a few bytes more than the client's} */
    public SocketLimits forLinks() {
        return new SocketLimits(
                frameBytesMax + LINK_BYTES,
                unhandledBytesMax,
                loopUnhandledBytesMax,
                outboundBytesMax,
                messagesPerSecondMax,
                messagesBurstMax,
                documentsMax,
                beforeJoinBytesMax,
                beforeJoinMessagesMax,
                beforeAuthenticationBytesMax,
                authenticateWithin,
                pingInterval,
                deadAfter,
                closeWithin,
                refusalDelayMin,
                refusalDelayMax,
                refusalsParkedMax,
                refusalsRememberedMax,
                refusalForgivenAfter,
                lingerMax,
                discardedBytesMax,
                rereadInterval);
    }

    private static void require(boolean holds, String name, long value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException("socket." + name + " is " + value + ", must be " + rule);
        }
    }
}
