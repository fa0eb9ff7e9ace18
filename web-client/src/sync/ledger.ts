import * as decoding from "lib0/decoding";

const SYNC = 0;
const STEP_1 = 0;
const SYNC_STATUS = 8;

/**
 * Counts what went out on one socket against the server's SyncStatus: exactly one answer per sync step 2 or update, in
 * order. The provider's own counter also falls for answers that it did not count, so "saved" asks both.
 */
export class Ledger {
  private sent = 0;
  private answered = 0;
  private refusedCount = 0;

  /** A new socket: nothing that went out on an older one will be answered here. */
  reset(): void {
    this.sent = 0;
    this.answered = 0;
    this.refusedCount = 0;
  }

  outgoing(frame: Uint8Array): void {
    const decoder = decoding.createDecoder(frame);
    if (frame.length < 3) return;
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) === SYNC && decoding.readVarUint(decoder) !== STEP_1) this.sent += 1;
  }

  incoming(frame: Uint8Array): void {
    if (frame.length < 3) return;
    const decoder = decoding.createDecoder(frame);
    decoding.readVarString(decoder);
    if (decoding.readVarUint(decoder) !== SYNC_STATUS) return;
    this.answered += 1;
    if (decoding.readVarInt(decoder) !== 1) this.refusedCount += 1;
  }

  /** Whether the handshake's own step 2 went out and every message was answered. */
  get settled(): boolean {
    return this.sent > 0 && this.answered >= this.sent;
  }

  get refused(): number {
    return this.refusedCount;
  }
}
