#pragma once

#include "core/pipeline/clip.h"
#include "core/preview/light_difference.h"
#include "ui/studio/latest_job.h"

#include <QObject>
#include <array>
#include <memory>
#include <optional>

namespace kinovar::ui {

/// How far the light of two frames is apart, by the frames themselves and not by their pictures of
/// 8 bits, worked out on a job. GUI thread.
class LightMeter : public QObject {
    Q_OBJECT

public:
    struct Subject {
        pipeline::ClipPtr clip;
        std::int64_t frame = 0;
        friend bool operator==(const Subject& a, const Subject& b);
    };
    using Pair = std::array<Subject, 2>;

    explicit LightMeter(JobList& jobs, QObject* parent = nullptr);

    void measure(const Pair& pair);
    void stop(); ///< nobody looks
    /// Of the last pair that was asked for; null: not known yet.
    [[nodiscard]] const std::shared_ptr<const preview::LightDifference>& difference() const {
        return difference_;
    }
    [[nodiscard]] const std::optional<Error>& trouble() const { return trouble_; }

Q_SIGNALS:
    void changed();

private:
    LatestJob job_;
    std::optional<Pair> pair_;
    std::shared_ptr<const preview::LightDifference> difference_;
    std::optional<Error> trouble_;
};

} // namespace kinovar::ui
