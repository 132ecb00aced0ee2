#pragma once

#include "core/pipeline/shot_chains.h"
#include "core/project/nouns.h"
#include "core/steps/colourise/colourise.h"

#include <QObject>
#include <vector>

namespace kinovar::ui {

class Studio;

/// How sure the colours of the current reel are: measured on a job when asked for, forgotten when
/// what they come from changes. GUI thread.
class ColourMeter : public QObject {
    Q_OBJECT

public:
    explicit ColourMeter(Studio& studio);

    /// One a frame of the reel; empty: not measured.
    [[nodiscard]] const std::vector<steps::ColourConfidence>& measured() const { return measured_; }
    [[nodiscard]] bool measuring() const { return job_ != 0; }
    void measure();
    /// Chains, hints or reel may be others now.
    void follow();

Q_SIGNALS:
    void changed();

private:
    /// A shot with the chain that its pick is made by.
    struct Planned {
        project::Id shot = 0;
        project::Id take = 0;
        pipeline::ShotChain made;
    };
    using Plan = std::vector<Planned>;
    struct Part;
    [[nodiscard]] Result<Plan> plan() const;
    [[nodiscard]] Result<std::vector<Part>> parts(const Plan& plan) const;
    void take(std::vector<steps::ColourConfidence> measured);
    void flag();

    Studio& studio_;
    std::int64_t reel_ = 0;
    Plan plan_; ///< of what was measured, or is being
    std::vector<steps::ColourConfidence> measured_;
    int job_ = 0;
};

} // namespace kinovar::ui
