package io.meshplay.collab.wire;

/**
 * A whole binary WebSocket frame of a server: header and payload in one array, unmasked, so that every socket of a
 * fan-out writes the same bytes (RFC 6455 §5.2).
 */
public final class WebSocketFrame {
    private static final int FINAL_BINARY = 0x82;

    private WebSocketFrame() {}

    /** {@return a frame of one message; the array may be shared and must not change} */
    public static byte[] binary(byte[] payload) {
        int length = payload.length;
        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        byte[] frame = new byte[header + length];
        frame[0] = (byte) FINAL_BINARY;
        switch (header) {
            case 2 -> frame[1] = (byte) length;
            case 4 -> {
                frame[1] = 126;
                frame[2] = (byte) (length >>> 8);
                frame[3] = (byte) length;
            }
            default -> {
                frame[1] = 127;
                for (int i = 0; i < 4; i++) {
                    frame[6 + i] = (byte) (length >>> (24 - 8 * i));
                }
            }
        }
        System.arraycopy(payload, 0, frame, header, length);
        return frame;
    }
}
