package io.meshplay.collab.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.meshplay.crdt.lib0.Lib0Writer;
import io.meshplay.crdt.lib0.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CodecTest {
    private static byte[] hex(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    @Test
    @DisplayName("[WIRE-1] [WIRE-3] y-websocket frames are type and body")
    void decodesYWebsocketFrames() throws MalformedException {
        assertThat(YWebsocketCodec.decode(hex("00 00 01 00")))
                .isInstanceOfSatisfying(
                        ClientMessage.SyncStep1.class,
                        step1 -> assertThat(step1.stateVector()).containsExactly(0));
        assertThat(YWebsocketCodec.decode(hex("00 01 02 00 00"))).isInstanceOf(ClientMessage.SyncStep2.class);
        assertThat(YWebsocketCodec.decode(hex("00 02 02 00 00"))).isInstanceOf(ClientMessage.Update.class);
        assertThat(YWebsocketCodec.decode(hex("01 01 00"))).isInstanceOf(ClientMessage.Awareness.class);
        assertThat(YWebsocketCodec.decode(hex("03"))).isInstanceOf(ClientMessage.QueryAwareness.class);
    }

    @Test
    @DisplayName("[WIRE-1] what the server says in the y-websocket framing")
    void encodesYWebsocketFrames() {
        Framing framing = new Framing.YWebsocket();

        assertThat(framing.encode(new ServerMessage.SyncStep1(new byte[] {0}))).isEqualTo(hex("00 00 01 00"));
        assertThat(framing.encode(new ServerMessage.SyncStep2(new byte[] {0, 0})))
                .isEqualTo(hex("00 01 02 00 00"));
        assertThat(framing.encode(new ServerMessage.Update(new byte[] {0, 0}))).isEqualTo(hex("00 02 02 00 00"));
        assertThat(framing.encode(new ServerMessage.PermissionDenied("no"))).isEqualTo(hex("02 00 02 6e 6f"));
        assertThat(framing.encode(new ServerMessage.Durable(300, new byte[] {0}, 5, 2)))
                .isEqualTo(hex("78 ac02 01 00 01 05 02"));
        assertThat(framing.encode(new ServerMessage.SyncStatus(true))).isNull();
    }

    @Test
    @DisplayName("[WIRE-2] Hocuspocus frames carry an address, with a session id if the client sends one")
    void decodesHocuspocusFrames() throws MalformedException {
        byte[] frame = new Lib0Writer()
                .writeString("design\0tab")
                .writeVarUint(2)
                .writeVarUint(0)
                .writeString("token")
                .writeString("4.8.0")
                .toBytes();

        Addressed addressed = HocuspocusCodec.decode(frame);

        assertThat(addressed.address()).isEqualTo("design\0tab");
        assertThat(addressed.documentName()).isEqualTo("design");
        assertThat(addressed.message()).isEqualTo(new ClientMessage.Auth("token", "4.8.0"));
    }

    @Test
    @DisplayName("[WIRE-2] syncReply is read as sync, 3.x sends no version")
    void readsOldProviders() throws MalformedException {
        byte[] reply = new Lib0Writer()
                .writeString("d")
                .writeVarUint(4)
                .writeRaw(hex("01 02 00 00"), 0, 4)
                .toBytes();
        byte[] auth = new Lib0Writer()
                .writeString("d")
                .writeVarUint(2)
                .writeVarUint(0)
                .writeString("")
                .toBytes();

        assertThat(HocuspocusCodec.decode(reply).message()).isInstanceOf(ClientMessage.SyncStep2.class);
        assertThat(HocuspocusCodec.decode(auth).message()).isEqualTo(new ClientMessage.Auth("", ""));
    }

    @Test
    @DisplayName("[WIRE-2] what the server says in the Hocuspocus framing")
    void encodesHocuspocusFrames() {
        Framing framing = new Framing.Hocuspocus("d");

        assertThat(framing.encode(new ServerMessage.SyncStatus(true))).isEqualTo(hex("01 64 08 01"));
        assertThat(framing.encode(new ServerMessage.SyncStatus(false))).isEqualTo(hex("01 64 08 00"));
        assertThat(framing.encode(new ServerMessage.Authenticated(true)))
                .isEqualTo(new Lib0Writer()
                        .writeString("d")
                        .writeVarUint(2)
                        .writeVarUint(2)
                        .writeString("readonly")
                        .toBytes());
        assertThat(framing.encode(new ServerMessage.Close("x"))).isEqualTo(hex("01 64 07 01 78"));
        assertThat(framing.encode(new ServerMessage.Stateless("x"))).isEqualTo(hex("01 64 05 01 78"));
        assertThat(framing.encode(new ServerMessage.Durable(1, new byte[] {0}, 1, 1)))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00 00",
                "00 03 00",
                "00 00 02 00",
                "00 00 01 00 ff",
                "01 ff",
                "ff ff ff ff ff ff ff ff ff ff ff"
            })
    @DisplayName("[WIRE-4] malformed y-websocket frames are named with an offset")
    void refusesMalformedFrames(String frame) {
        assertThatThrownBy(() -> YWebsocketCodec.decode(hex(frame))).isInstanceOf(MalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {6, 8})
    @DisplayName("[WIRE-4] a server's own type from a client is malformed")
    void refusesServerTypes(int type) {
        byte[] frame = new Lib0Writer()
                .writeString("d")
                .writeVarUint(type)
                .writeString("x")
                .toBytes();

        assertThatThrownBy(() -> HocuspocusCodec.decode(frame)).isInstanceOf(MalformedException.class);
    }

    @Test
    @DisplayName("[WIRE-4] an unknown type is no fault")
    void passesUnknownTypes() throws MalformedException {
        assertThat(YWebsocketCodec.decode(hex("66 01 02"))).isEqualTo(new ClientMessage.Unknown(0x66));
        assertThat(HocuspocusCodec.decode(hex("01 64 20")).message()).isEqualTo(new ClientMessage.Unknown(0x20));
    }

    @Test
    @DisplayName("[WIRE-4] an address has at most 512 bytes with its length")
    void limitsAddresses() throws MalformedException {
        byte[] longest =
                new Lib0Writer().writeString("a".repeat(510)).writeVarUint(3).toBytes();
        byte[] tooLong =
                new Lib0Writer().writeString("a".repeat(511)).writeVarUint(3).toBytes();

        assertThat(HocuspocusCodec.decode(longest).documentName()).hasSize(510);
        assertThatThrownBy(() -> HocuspocusCodec.decode(tooLong)).isInstanceOf(MalformedException.class);
    }

    @Test
    @DisplayName("[WIRE-5] ping and pong are single bytes")
    void pings() {
        assertThat(HocuspocusCodec.ping()).containsExactly(9);
        assertThat(HocuspocusCodec.isPong(new byte[] {10})).isTrue();
        assertThat(HocuspocusCodec.isPong("x".getBytes(StandardCharsets.UTF_8))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 70_000})
    @DisplayName("[WIRE-6] a server frame is a whole unmasked binary frame of RFC 6455")
    void framesPayloads(int length) {
        byte[] payload = new byte[length];
        java.util.Arrays.fill(payload, (byte) 7);

        byte[] frame = WebSocketFrame.binary(payload);

        int header = length < 126 ? 2 : length < 65_536 ? 4 : 10;
        assertThat(frame).hasSize(header + length).startsWith(0x82);
        assertThat(frame[1] & 0xff).isEqualTo(length < 126 ? length : length < 65_536 ? 126 : 127);
        long declared = 0;
        for (int i = 2; i < header; i++) {
            declared = (declared << 8) | (frame[i] & 0xff);
        }
        assertThat(header == 2 ? length : declared).isEqualTo(length);
    }

    @ParameterizedTest
    @CsvSource({"510, true", "511, false"})
    @DisplayName("[WIRE-2] an address takes addressBytesMax bytes with its length in front, and not one more")
    void limitsAddresses(int chars, boolean fits) {
        byte[] frame =
                new Lib0Writer().writeString("d".repeat(chars)).writeVarUint(3).toBytes();

        if (fits) {
            assertThatCode(() -> HocuspocusCodec.decode(frame)).doesNotThrowAnyException();
        } else {
            assertThatThrownBy(() -> HocuspocusCodec.decode(frame)).isInstanceOf(MalformedException.class);
        }
    }
}
