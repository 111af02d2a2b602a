import { infiniteQueryOptions, queryOptions } from "@tanstack/react-query";

import { useChange } from "@/api/change";
import { client, data, once } from "@/api/client";
import { keys } from "@/api/keys";
import type { components } from "@/api/schema.gen";
import type { FlowView, Page } from "@/api/types";

type Schemas = components["schemas"];
export type Template = Required<Schemas["Template"]>;
export type TemplateView = Template & Pick<Schemas["TemplateView"], "document">;
export type NewTemplate = Schemas["NewTemplate"];
export type Listing = Required<Schemas["ListingView"]>;
export type ListingPage = Listing & Pick<Schemas["ListingPage"], "document" | "my_stars" | "reports">;
export type Category = Template["category"];
export type Order = "best" | "rating" | "uses" | "newest" | "title";

export interface TemplateFilter {
  q?: string;
  category?: Category;
  tag?: string;
}
export interface MarketFilter extends TemplateFilter {
  like?: string;
  order?: Order;
  own?: boolean;
}

const PAGE = 60;

export function templatesQuery(filter: TemplateFilter) {
  return infiniteQueryOptions({
    queryKey: keys.templateList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/templates", {
          params: { query: { ...filter, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      )) as Page<Template>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export function templateQuery(template: string) {
  return queryOptions({
    queryKey: keys.template(template),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/templates/{template}", { params: { path: { template } }, signal }),
      )) as TemplateView,
  });
}

export function marketQuery(filter: MarketFilter) {
  return infiniteQueryOptions({
    queryKey: keys.marketList(filter),
    queryFn: async ({ pageParam, signal }) =>
      (await data(
        client.GET("/api/v1/marketplace", {
          params: { query: { ...filter, limit: PAGE, cursor: pageParam } },
          signal,
        }),
      )) as Page<Listing>,
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.cursor ?? undefined,
  });
}

export function listingQuery(listing: string) {
  return queryOptions({
    queryKey: keys.listing(listing),
    queryFn: async ({ signal }) =>
      (await data(
        client.GET("/api/v1/marketplace/{listing}", { params: { path: { listing } }, signal }),
      )) as ListingPage,
  });
}

/** Listings whose descriptions are the most like that of one. */
export function alikeQuery(listing: string) {
  return queryOptions({
    queryKey: keys.marketList({ like: listing }),
    queryFn: async ({ signal }) =>
      (
        (await data(
          client.GET("/api/v1/marketplace", { params: { query: { like: listing, limit: 4 } }, signal }),
        )) as Page<Listing>
      ).items,
  });
}

export const useUseTemplate = () =>
  useChange(
    async ({ template, market, key }: { template: string; market: boolean; key: string }) => {
      const made = market
        ? client.POST("/api/v1/marketplace/{listing}/use", {
            params: { path: { listing: template } },
            headers: once(key),
          })
        : client.POST("/api/v1/templates/{template}/use", {
            params: { path: { template } },
            headers: once(key),
          });
      return (await data(made)) as FlowView;
    },
    [keys.flows, keys.market],
  );

export const useSaveTemplate = () =>
  useChange(
    async (body: NewTemplate) => (await data(client.POST("/api/v1/templates", { body }))) as TemplateView,
    [keys.templates],
    { quiet: true },
  );

export const useDeleteTemplate = () =>
  useChange(
    (template: string) => client.DELETE("/api/v1/templates/{template}", { params: { path: { template } } }),
    [keys.templates],
  );

export const usePublishListing = () =>
  useChange(
    async (body: Schemas["Publication"]) =>
      (await data(client.POST("/api/v1/marketplace", { body }))) as ListingPage,
    [keys.market],
    { quiet: true },
  );

export const useUnpublishListing = () =>
  useChange(
    (listing: string) => client.DELETE("/api/v1/marketplace/{listing}", { params: { path: { listing } } }),
    [keys.market],
  );

/** Gives a listing stars; 0 takes them back. */
export const useRateListing = () =>
  useChange(
    ({ listing, stars }: { listing: string; stars: number }) =>
      stars === 0
        ? data(client.DELETE("/api/v1/marketplace/{listing}/rating", { params: { path: { listing } } }))
        : data(
            client.PUT("/api/v1/marketplace/{listing}/rating", {
              params: { path: { listing } },
              body: { stars },
            }),
          ),
    [keys.market],
  );

export const useReportListing = () =>
  useChange(
    ({ listing, reason }: { listing: string; reason: string }) =>
      client.POST("/api/v1/marketplace/{listing}/report", {
        params: { path: { listing } },
        body: { reason },
      }),
    [keys.market],
    { quiet: true },
  );
