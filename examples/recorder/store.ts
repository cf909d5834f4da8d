/** What stands for your store here: a server far away, and clients that may keep a copy of what they have read. */
export interface Client {
  get(key: string): Promise<string>
  put(key: string, value: string): Promise<void>
}

export function createStore({ cached }: { readonly cached: boolean }): () => Client {
  const server = new Map<string, string>()
  return () => {
    const cache = new Map<string, string>()
    return {
      get: async (key) => {
        const copy = cache.get(key)
        if (cached && copy !== undefined) return copy
        await network()
        const value = server.get(key) ?? ''
        cache.set(key, value)
        return value
      },
      put: async (key, value) => {
        await network()
        server.set(key, value)
        cache.set(key, value)
      },
    }
  }
}

/** A message takes a moment. */
async function network(): Promise<void> {
  for (let hop = 0; hop < 3; hop++) await Promise.resolve()
}
