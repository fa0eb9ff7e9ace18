export { ago, moment } from "../ui/time";
