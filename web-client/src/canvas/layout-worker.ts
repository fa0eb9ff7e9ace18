import { arrange, type LayoutInput } from "./layout";

// Arranging a thousand components takes seconds; the page goes on meanwhile.
self.onmessage = ({ data }: MessageEvent<LayoutInput>) => self.postMessage(arrange(data));
