/** Free times and what is done with them: apart from the visits, so that it can be fetched when somebody books. */
export { type Search, type Span, type Time, bookInput, findInput, rescheduleInput } from './booking/inputs';
export { type Offer, type OfferDay, byDay, offersOf } from './booking/offers';
export { type RuleRefusal, ruleRefusalIn, ruleRefusalOf } from './booking/rules';
export { nextSpan, useOffers } from './react/useOffers';
