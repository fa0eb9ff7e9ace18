import { HocuspocusProviderWebsocket } from "@hocuspocus/provider";

/**
 * A socket that queues nothing while it is down. The stock one sends queued updates again after the handshake, and their
 * answers would be taken for the handshake's own; the handshake brings every missing edit anyway.
 */
export class LiveSocket extends HocuspocusProviderWebsocket {
  /** Sees each frame that leaves. */
  onFrame: (frame: Uint8Array) => void = () => undefined;

  // oxlint-disable-next-line typescript/no-explicit-any -- the stock signature
  override send(message: any): void {
    if (this.webSocket?.readyState !== WebSocket.OPEN) return;
    if (message instanceof Uint8Array) this.onFrame(message);
    super.send(message);
  }

  /** Connects at once instead of waiting for the next attempt. */
  retryNow(): void {
    if (this.webSocket?.readyState === WebSocket.OPEN || !this.shouldConnect) return;
    void this.connect();
  }
}
