#include "core/steps/portrait/portrait_record.h"

#include "core/nn/catalogue.h"
#include "core/nn/credit.h"

#include <fmt/format.h>

#include <algorithm>

namespace kinovar::steps {

namespace {

/// The networks that look at a face; they decide what moves, but draw nothing.
constexpr std::array<const char*, 5> kAnalysers = {"human-blazeface-back",
                                                   "human-facemesh-attention", "human-faceres",
                                                   "human-emotion", "human-selfie"};

std::string action_of(const PortraitOptions& options, bool consented) {
    const std::string source = !options.driving.empty()
                                   ? "the movements of a person in another film"
                               : !options.curves.empty() ? "movements that a person drew"
                               : !options.script.empty() ? "movements that were described in words"
                                                         : "movements that were made up";
    return fmt::format("A still picture was animated: its faces were given {}{}. {}", source,
                       options.engine == "fomm" ? " and drawn anew by a neural network" : "",
                       consented ? "A record of consent was given."
                                 : "No record of consent was given.");
}

template <class T>
void add_once(std::vector<T>& list, T item) {
    if (std::find(list.begin(), list.end(), item) == list.end()) {
        list.push_back(std::move(item));
    }
}

} // namespace

Result<PortraitRecord> record_of(const PortraitOptions& options,
                                 const credentials::ConsentRecord& consent,
                                 const pipeline::ClipInfo& input, const nn::ModelInfo* drawn_by) {
    PortraitRecord record;
    record.credits = input.credits;
    credentials::Credentials made =
        input.credentials ? *input.credentials : credentials::Credentials{};
    // "Edited using generative AI" also where the photograph's own pixels are moved and no network
    // draws: networks decide the movement, and what is seen never happened. The stricter label is
    // the one that a viewer is owed.
    made.digital_source_type = "compositeWithTrainedAlgorithmicMedia";
    const bool consented = consent != credentials::ConsentRecord{};
    const std::string action = action_of(options, consented);
    made.action = made.action.empty() ? action : made.action + " " + action;
    made.visible_mark = options.mark != "none";
    if (consented) {
        add_once(made.consents, consent);
    }
    KINOVAR_TRY_ASSIGN(const nn::Catalogue catalogue, nn::Catalogue::open());
    for (const char* id : kAnalysers) {
        if (const nn::CatalogueEntry* entry = catalogue.find(id)) {
            add_once(made.models, {entry->info.id, entry->info.licence.name});
        }
    }
    if (drawn_by) {
        add_once(made.models, {drawn_by->id, drawn_by->licence.name});
        add_once(record.credits,
                 pipeline::Credit{nn::credit_line(*drawn_by), drawn_by->licence.commercial});
    }
    record.credentials = std::make_shared<const credentials::Credentials>(std::move(made));
    return record;
}

} // namespace kinovar::steps
