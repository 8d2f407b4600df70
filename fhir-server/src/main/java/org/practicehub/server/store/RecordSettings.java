package org.practicehub.server.store;

import ca.uhn.fhir.jpa.api.config.JpaStorageSettings;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.ClientIdStrategyEnum;
import ca.uhn.fhir.jpa.api.config.JpaStorageSettings.IdStrategyEnum;
import ca.uhn.fhir.jpa.model.entity.StorageSettings.IndexEnabledEnum;
import java.time.Duration;
import java.util.List;

/** How HAPI keeps the record; each setting with the reason it differs from HAPI's own. */
final class RecordSettings {
    private static final Duration PAGES_LIVE = Duration.ofMinutes(15);

    private RecordSettings() {}

    static JpaStorageSettings create() {
        JpaStorageSettings settings = new JpaStorageSettings();
        // A screen that asks again must see what has just been committed, not the result of a minute ago.
        settings.setReuseCachedSearchResultsForMillis(null);
        settings.setExpireSearchResultsAfterMillis(PAGES_LIVE.toMillis());
        // Ids come from the hub's mappings (UUIDs) or are drawn here; a running number would tell how many there are.
        settings.setResourceClientIdStrategy(ClientIdStrategyEnum.ALPHANUMERIC);
        settings.setResourceServerIdStrategy(IdStrategyEnum.UUID);
        // A reference to nothing is a broken record: refused on write.
        settings.setEnforceReferentialIntegrityOnWrite(true);
        settings.setAutoCreatePlaceholderReferenceTargets(false);
        // An inline match URL answers differently for a hit and a miss, to people who may not see the hit (smart.md
        // 3.5).
        settings.setAllowInlineMatchUrlReferences(false);
        settings.setAllowMultipleDelete(false);
        settings.setExpungeEnabled(false);
        settings.setDeleteExpungeEnabled(false);
        // `:missing` costs a row for every empty parameter of every resource.
        settings.setIndexMissingFields(IndexEnabledEnum.DISABLED);
        // The first page of a day view is the whole day: fetch it in one go instead of in steps of 13, 503, 2003.
        settings.setSearchPreFetchThresholds(List.of(1000, 5000, -1));
        settings.setEnableTaskPreExpandValueSets(false);
        settings.setPreExpandValueSets(false);
        // Bulk export and import are not offered; their jobs would look for work every ten seconds.
        settings.setEnableTaskBulkImportJobExecution(false);
        settings.setEnableTaskBulkExportJobExecution(false);
        return settings;
    }
}
