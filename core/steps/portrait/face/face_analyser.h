#pragma once

#include "core/image/frame.h"
#include "core/steps/portrait/face/face.h"

#include <memory>
#include <stop_token>

namespace kinovar::portrait {

/// Finds faces in a picture and says what is to be known of them. Thread-safe; the networks queue
/// up.
class FaceAnalyser {
public:
    virtual ~FaceAnalyser() = default;

    /// With the installed networks, shared by all callers. MissingModel names the ones that are
    /// missing.
    [[nodiscard]] static Result<std::shared_ptr<const FaceAnalyser>> installed();

    /// Everything, triage included (about a second a face). A picture without a face is no error:
    /// it has a finding.
    [[nodiscard]] virtual Result<PortraitAnalysis> analyse(const Frame& picture,
                                                           std::stop_token stop) const = 0;

    /// The same face a moment later: its mesh, looked for where it was. presence < 0.5: lost.
    [[nodiscard]] virtual Result<FaceMesh> track(const Frame& picture,
                                                 const FaceMesh& before) const = 0;
    /// The mesh of the largest face; NotFound where there is none.
    [[nodiscard]] virtual Result<FaceMesh> find_mesh(const Frame& picture) const = 0;

    /// Descriptor of the face with that mesh; cosine of two tells whether they are one person.
    [[nodiscard]] virtual Result<std::vector<float>> descriptor(const Frame& picture,
                                                                const FaceMesh& mesh) const = 0;
};

/// Cosine of the angle between two descriptors.
[[nodiscard]] float likeness(const std::vector<float>& a, const std::vector<float>& b);

} // namespace kinovar::portrait
