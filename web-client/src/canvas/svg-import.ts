import { type Parts, partsFromText } from "../doc/parts";

/** The element of an exported picture that holds the design; its text is base64, so that no tool changes it. */
export const EMBEDDED = "meshplay:design";
export const EMBEDDED_SPACE = "https://meshplay.io/ns/design";

const PATTERN = /<meshplay:design[^>]*>([A-Za-z0-9+/=\s]+)<\/meshplay:design>/;

/** Text as base64 of its UTF-8 bytes. */
export function toBase64(text: string): string {
  const bytes = new TextEncoder().encode(text);
  let binary = "";
  for (let at = 0; at < bytes.length; at += 8_192) binary += String.fromCharCode(...bytes.subarray(at, at + 8_192));
  return btoa(binary);
}

/** The design inside an exported picture; undefined when a text is no picture. The text is searched and never run. */
export function partsFromSvg(text: string): Parts | { readonly problem: string } | undefined {
  if (!/^\s*(<\?xml[^>]*>\s*)?<svg[\s>]/.test(text.slice(0, 500))) return undefined;
  const embedded = PATTERN.exec(text)?.[1];
  const none = { problem: "There is no design in this picture. Export it from Meshplay as SVG, then it has one." };
  if (embedded === undefined) return none;
  try {
    const bytes = Uint8Array.from(atob(embedded.replaceAll(/\s/g, "")), (letter) => letter.charCodeAt(0));
    return partsFromText(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) ?? none;
  } catch {
    return { problem: "The design in this picture is damaged." };
  }
}
