// What the page has read from the server, by address. A change makes the addresses it touches stale (`forget`).
import { QueryClient, type UseQueryResult, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { type Ask, call } from './call.ts'
import { Problem } from './problem.ts'

/** The memory of this visit. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      // what was refused stays refused; a server that was away is asked twice more
      retry: (failures, error) => failures < 2 && (!(error instanceof Problem) || error.status === 503),
      refetchOnWindowFocus: true,
    },
  },
})

/** A list, a page of it. */
export interface Page<T> {
  readonly items: readonly T[]
  readonly next: string | null
}

/** Reads an address; null as path asks nothing. */
export const useAsked = <T>(path: string | null, query: Ask['query'] = {}): UseQueryResult<T> =>
  useQuery({
    queryKey: [path, query],
    queryFn: ({ signal }) => call<T>('GET', path!, { query, signal }),
    enabled: path !== null,
  })

/** Reads a list page by page. */
export function useList<T>(path: string | null, query: Ask['query'] = {}) {
  const asked = useInfiniteQuery({
    queryKey: [path, query, 'list'],
    queryFn: ({ signal, pageParam }) =>
      call<Page<T>>('GET', path!, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) }, signal }),
    initialPageParam: null as string | null,
    getNextPageParam: (last) => last.next,
    enabled: path !== null,
  })
  return { ...asked, items: asked.data?.pages.flatMap((page) => page.items) ?? null }
}

/** Whatever was read at these addresses, or below them, is read anew when it is next looked at. */
export const forget = (...paths: readonly string[]): Promise<unknown> =>
  queries.invalidateQueries({
    predicate: ({ queryKey: [path] }) => paths.some((p) => typeof path === 'string' && path.startsWith(p)),
  })
