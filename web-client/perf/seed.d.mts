/** Makes a design on a server and fills it; answers its id once the server has it all. */
export function seed(server: string, name: string, components: number, relationships: number): Promise<string>;
