#pragma once

#include "core/base/monotone_cubic.h"
#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace kinovar::steps {

/// A smooth curve through points that never goes above or below its neighbouring points (see
/// monotone_slopes()). Immutable.
class MonotoneCurve {
public:
    using Point = CurvePoint;

    /// 2 to 256 points with x ascending, all in [0,1]. InvalidArgument names the point that is
    /// wrong.
    static Result<MonotoneCurve> through(std::vector<Point> points);
    /// "0/0 0.25/0.2 1/1", points set apart by spaces or "+"; empty: the straight line from 0/0 to
    /// 1/1.
    static Result<MonotoneCurve> from_text(std::string_view text);

    /// Before the first and after the last point: their value.
    [[nodiscard]] double operator()(double x) const;
    /// Whether it leaves all of [0,1] as it is.
    [[nodiscard]] bool is_neutral() const;

private:
    std::vector<Point> points_;
    std::vector<double> slopes_;
};

} // namespace kinovar::steps
