/** Lets a program of the README find its packages here, under the names it uses. */
import { register } from 'node:module'

const NAMES = { 'y-websocket': 'y-websocket-3', '@hocuspocus/provider': 'hocuspocus-4' }

const hook = `
  const names = ${JSON.stringify(NAMES)}
  export const resolve = (specifier, context, next) => /^[a-z@]/.test(specifier) && !specifier.includes(':')
    && !context.parentURL?.includes('/node_modules/')
    ? next(names[specifier] ?? specifier, { ...context, parentURL: ${JSON.stringify(import.meta.url)} })
    : next(specifier, context)
`
register('data:text/javascript,' + encodeURIComponent(hook))
