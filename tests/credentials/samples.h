#pragma once

#include "core/credentials/credentials.h"

namespace kinovar::test {

inline credentials::Credentials sample_credentials() {
    credentials::Credentials sample;
    sample.software = "Kinovar 0.1";
    sample.action = "A portrait was brought to life: <head & eyes> move";
    sample.models = {{"facemesh", "Apache-2.0"}, {"realesrgan-x4fast", "BSD-3-Clause"}};
    sample.consents = {{.person = "Анна Петрова",
                        .relation = "daughter",
                        .granted_by = "Maria \"Masha\" Petrova",
                        .ground = "heir",
                        .date = "2024-02-29",
                        .source = "State archive, f. 12"},
                       {.person = "Ivan",
                        .relation = "self",
                        .granted_by = "Ivan",
                        .ground = "own portrait",
                        .date = "2025-01-01",
                        .note = "'by letter'"}};
    return sample;
}

} // namespace kinovar::test
