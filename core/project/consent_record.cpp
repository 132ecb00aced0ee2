#include "core/project/consent_record.h"

namespace kinovar::project {

credentials::ConsentRecord record_of(const Consent& consent) {
    return {.person = consent.person,
            .relation = consent.relation,
            .granted_by = consent.granted_by,
            .ground = consent.ground,
            .scope = consent.scope,
            .date = consent.date,
            .source = consent.source,
            .note = consent.note};
}

Consent consent_of(const credentials::ConsentRecord& record) {
    return {.person = record.person,
            .relation = record.relation,
            .granted_by = record.granted_by,
            .ground = record.ground,
            .scope = record.scope,
            .date = record.date,
            .source = record.source,
            .note = record.note};
}

} // namespace kinovar::project
