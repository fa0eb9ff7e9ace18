// Called by Maven (pom.xml): installs what package-lock.json says, checks, builds and copies the client to where the server
// finds it on its class path. Does nothing that is done already: each step leaves a stamp of what it was made from.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const home = dirname(dirname(fileURLToPath(import.meta.url)));
const SOURCES = [
  "src",
  "public",
  "build",
  "index.html",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "vite.config.ts",
  "biome.json",
  ".oxlintrc.json",
];
const LEAST_NODE = [20, 19];

function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesOf(join(path, name)));
}

function digest(paths) {
  const hash = createHash("sha256");
  for (const file of paths.flatMap((path) => filesOf(join(home, path))))
    hash.update(file.slice(home.length)).update(readFileSync(file));
  return hash.digest("hex");
}

function done(stamp, value) {
  return existsSync(stamp) && readFileSync(stamp, "utf8") === value;
}

function run(...args) {
  execFileSync("npm", args, { cwd: home, stdio: "inherit" });
}

const [major, minor] = process.versions.node.split(".").map(Number);
if (major < LEAST_NODE[0] || (major === LEAST_NODE[0] && minor < LEAST_NODE[1])) {
  console.error(
    `The web client needs Node ${LEAST_NODE.join(".")} or newer to build, this is ${process.versions.node}. Without it: mvn -DskipWeb`,
  );
  process.exit(1);
}

const lockStamp = join(home, "node_modules", ".meshplay-lock");
const lock = digest(["package-lock.json"]);
if (!done(lockStamp, lock)) {
  console.log("web-client: installing packages (once per change of package-lock.json)");
  // Not "npm ci": it fails where a registry lacks the binaries of other platforms, which npm then leaves out of the lock.
  run("install", "--no-save", "--no-audit", "--no-fund");
  writeFileSync(lockStamp, lock);
}

const webroot = join(home, "target", "classes", "webroot");
const buildStamp = join(home, "target", "web-build.stamp");
const sources = digest(SOURCES);
if (done(buildStamp, sources) && existsSync(join(webroot, "index.html"))) {
  console.log("web-client: up to date");
} else {
  run("run", "check");
  run("run", "build");
  rmSync(webroot, { recursive: true, force: true });
  mkdirSync(webroot, { recursive: true });
  cpSync(join(home, "dist"), webroot, { recursive: true });
  writeFileSync(buildStamp, sources);
}
