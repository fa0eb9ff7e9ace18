import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

const READY_WITHIN_MS = 30_000;

/** A free port of this machine, for a server that must come back at the same address. */
async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === "object" && address !== null ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** A command as words: a JSON array, for paths with spaces, or text split at spaces. */
function words(command: string): string[] {
  if (!command.startsWith("[")) return command.split(" ").filter((part) => part !== "");
  const parsed: unknown = JSON.parse(command);
  if (!Array.isArray(parsed)) throw new Error("MESHPLAY_SERVER_CMD is no list");
  return parsed.map(String);
}

/** The built server in a process of its own, with its own data; MESHPLAY_SERVER_CMD says how to start it. */
export class Server {
  private child: ChildProcess | undefined;
  private readonly port: number;
  private readonly data = mkdtempSync(join(tmpdir(), "meshplay-e2e-"));

  private readonly registry: string | undefined;

  private constructor(port: number, registry: string | undefined) {
    this.port = port;
    this.registry = registry;
  }

  /** Starts a server, with the definitions of a directory when one is given. */
  static async start(registry?: string): Promise<Server> {
    const server = new Server(await freePort(), registry);
    await server.restart();
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${this.port}`;
  }

  /** Starts the process on the same port and data; resolves when it says that it is ready. */
  async restart(): Promise<void> {
    const command = process.env["MESHPLAY_SERVER_CMD"];
    if (command === undefined) throw new Error("MESHPLAY_SERVER_CMD is not set; see web-client/README.md");
    const [program = "", ...args] = words(command);
    const extra = [
      "--port",
      String(this.port),
      "--data",
      this.data,
      ...(command.includes("dev/server.mjs") ? [] : ["--no-samples"]),
      ...(this.registry === undefined ? [] : ["--registry", this.registry]),
    ];
    const child = spawn(program, [...args, ...extra], { stdio: ["ignore", "pipe", "inherit"] });
    this.child = child;
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("the server is not ready after 30 s")), READY_WITHIN_MS);
      let output = "";
      child.stdout.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (!output.includes("Meshplay is ready")) return;
        clearTimeout(late);
        resolve();
      });
      child.once("exit", (code) => {
        clearTimeout(late);
        reject(new Error(`the server ended with ${code}: ${output}`));
      });
    });
  }

  /** SIGKILL: no chance to save anything on the way out. */
  async kill(): Promise<void> {
    const child = this.child;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await ended;
  }

  async stop(): Promise<void> {
    await this.kill();
    rmSync(this.data, { recursive: true, force: true });
  }
}
