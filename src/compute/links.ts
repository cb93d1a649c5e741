import type { Country } from "./country.ts";
import { Network, type Link } from "./network/network.ts";
import type { AbroadParameters, ComputeParameters, CountryParameters } from "./parameters.ts";
import { linkCapacity, linkScale } from "./region-parameters.ts";

/** A link inside a country; `percent`: its capacity over the country's available GPUs at integration 0.5. */
interface DomesticLink {
  readonly country: number;
  readonly index: number;
  readonly percent: number;
}

/** A link from one region to one of another country: so much of the demand of `to` may be served there. */
interface BorderLink {
  readonly index: number;
  readonly to: Country;
  readonly toRegion: number;
  readonly share: number;
}

/**
 * The links between regions. Inside a country a link carries a share of the country's available GPUs, scaled by its
 * integration: 0 leaves every region alone, 1 makes one pool. Between countries the linkage share of each one's demand
 * may be served in the other.
 */
export class Links {
  /** All regions; and those of the home country alone, in which posted prices ration. */
  readonly network: Network;
  readonly home: Network;
  private readonly countries: readonly Country[];
  private readonly scale: Float64Array;
  private readonly domestic: readonly DomesticLink[];
  private readonly border: readonly BorderLink[];
  private readonly homeLinks: number;

  constructor(parameters: ComputeParameters, countries: readonly Country[]) {
    const abroad = Object.values(parameters.abroad);
    this.countries = countries;
    this.scale = Float64Array.from([parameters, ...abroad], ({ integration }) => linkScale(integration));
    const links: Link[] = [];
    this.domestic = [parameters, ...abroad].flatMap((country, c) => domesticLinks(country, countries[c], c, links));
    this.homeLinks = links.filter(({ from }) => from < countries[0].regions).length;
    this.border = abroad.flatMap((country, k) => borderLinks(country, countries[0], countries[k + 1], links));
    const last = countries[countries.length - 1];
    this.network = new Network(last.firstRegion + last.regions, links);
    this.home = new Network(countries[0].regions, links.slice(0, this.homeLinks));
  }

  /** Capacities of the hour, from fleets and demand at reference prices. */
  fill(): void {
    const { network, home } = this;
    for (const { country, index, percent } of this.domestic) {
      const { availableGpus } = this.countries[country].fleet;
      network.capacity[index] = linkCapacity(percent, availableGpus, this.scale[country]);
      if (country === 0) home.capacity[index] = network.capacity[index];
    }
    for (const { index, to, toRegion, share } of this.border) {
      network.capacity[index] = share * to.referenceGpus[toRegion];
    }
    network.prepare();
    home.prepare();
  }
}

/** Both directions of every link of a country. */
function domesticLinks(parameters: CountryParameters, country: Country, c: number, links: Link[]): DomesticLink[] {
  const node = (id: string) => country.firstRegion + country.regionIds.indexOf(id);
  return parameters.links.flatMap(({ from, to, capacityPercent }) =>
    [
      { from: node(from), to: node(to) },
      { from: node(to), to: node(from) },
    ].map((link) => ({ country: c, index: links.push(link) - 1, percent: capacityPercent })),
  );
}

/** Between every region of home and every region abroad, shared out by the other side's regions. */
function borderLinks(parameters: AbroadParameters, home: Country, abroad: Country, links: Link[]): BorderLink[] {
  const linkage = parameters.linkagePercent / 100;
  const oneWay = (from: Country, to: Country): BorderLink[] =>
    to.regionIds.flatMap((_, toRegion) =>
      from.regionIds.map((_, fromRegion) => ({
        index: links.push({ from: from.firstRegion + fromRegion, to: to.firstRegion + toRegion }) - 1,
        to,
        toRegion,
        share: linkage * from.regionShares[fromRegion],
      })),
    );
  return [...oneWay(home, abroad), ...oneWay(abroad, home)];
}
