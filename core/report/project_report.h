#pragma once

#include "core/pipeline/step.h"
#include "core/project/document.h"
#include "core/report/report.h"

#include <span>

namespace kinovar::report {

/// The treatment report of a project: for each reel its facts, the steps with all parameters and
/// the models they use with licences, hints and references with their citations and how many of
/// them are documented, flags, notes, renders and credits; then consents. Reads the project, the
/// list of models and, for the credits, the media where they are; what cannot be read is said in
/// the report.
[[nodiscard]] Report report_of(const project::Document& document,
                               std::span<const pipeline::StepType> types);

} // namespace kinovar::report
