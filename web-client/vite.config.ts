import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { serviceWorker } from "./build/service-worker.ts";

/** The server that `npm run dev` proxies to: `dev/server.mjs`, or a real one. */
const server = process.env["MESHPLAY_SERVER"] ?? "http://127.0.0.1:8081";

export default defineConfig({
  plugins: [react(), serviceWorker()],
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
  server: {
    host: "127.0.0.1",
    proxy: {
      "/api": { target: server, changeOrigin: true },
      "/collab": { target: server, ws: true, changeOrigin: true },
    },
  },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
