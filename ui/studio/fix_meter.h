#pragma once

#include "core/project/nouns.h"
#include "core/steps/retouch/retouch.h"

#include <QObject>
#include <map>
#include <vector>

namespace kinovar::ui {

class Studio;

/// How fixes fare through their lives: measured on a job when asked for, forgotten when the fix or
/// what comes into the step changes. What wants a look is flagged. GUI thread.
class FixMeter : public QObject {
    Q_OBJECT

public:
    explicit FixMeter(Studio& studio);

    [[nodiscard]] bool measuring() const { return job_ != 0; }
    /// Measures fixes, whose ids are rows of the take that is worked on.
    void measure(const std::vector<retouch::FixPtr>& fixes);
    /// Empty: not measured. `fix`: as it is now.
    [[nodiscard]] const std::vector<steps::FixConfidence>& of(const retouch::Fix& fix) const;
    /// Fixes or chain may be others now.
    void follow(const std::vector<retouch::FixPtr>& fixes);

Q_SIGNALS:
    void changed();

private:
    struct Measured {
        retouch::FixPtr fix;
        std::vector<steps::FixConfidence> frames;
    };
    [[nodiscard]] bool same_input() const;
    void take(std::vector<Measured> measured);
    /// In place of those that nobody has decided about.
    void flag(const std::vector<Measured>& measured);

    Studio& studio_;
    std::map<project::Id, Measured> measured_;
    Hash128 input_; ///< what comes into the step, of all that was measured
    std::int64_t reel_ = 0;
    int job_ = 0;
};

/// The name that flags of a repair have for what is proposed (detect::FlagPlace::fix).
[[nodiscard]] std::string flagged_repair(project::Id id);

/// What a human should look at, as one says it of a repair.
inline constexpr const char* kFixFlag = "fix";
/// Confidence below which a frame wants a look.
inline constexpr double kLeastSure = 0.5;

} // namespace kinovar::ui
