#pragma once

#include "core/credentials/consent.h"
#include "core/steps/portrait/face/face.h"

#include <string>
#include <string_view>
#include <vector>

// The guard rails of animating faces, in one place: who may be animated, and what must be said.
namespace kinovar::portrait {

/// A finding and the face that it is about.
struct FaceFinding {
    int face = -1; ///< number in PortraitAnalysis::faces; -1: the picture as a whole
    Finding finding;
};

/// All findings of the picture and of these faces, most severe first.
[[nodiscard]] std::vector<FaceFinding> findings_of(const PortraitAnalysis& analysis,
                                                   const std::vector<int>& faces);

/// "face 2: it is 80 px wide …" where the picture shows several, else the sentence alone.
[[nodiscard]] std::string sentence_of(const FaceFinding& finding, const PortraitAnalysis& analysis);

/// What may be animated, and what the user is to be told of it.
struct Permission {
    std::vector<int> faces; ///< numbers in PortraitAnalysis::faces
    std::vector<FaceFinding> warnings;
};

/// Whether these faces (a choice as choose_faces() takes it) may be animated. Refused, with the
/// sentence of what is in the way and a way on:
/// - a finding of the picture or of a chosen face that refuses. With "all", faces that are refused
///   so are left out with a warning, as long as one remains;
/// - a face that looks under age, or whatever else needs consent, without a complete consent
///   record: also with "all", so that nobody is left out or taken in without being asked for;
/// - a blocked face, but with a complete record whose ground names the release of the institution
///   (it has the word "release"): a blocklist is the institution's own word, which the consent of a
///   third person does not undo.
[[nodiscard]] Result<Permission> permission_for(const PortraitAnalysis& analysis,
                                                std::string_view choice,
                                                const credentials::ConsentRecord& consent);

} // namespace kinovar::portrait
