#pragma once

#include <opencv2/core.hpp>

#include <functional>
#include <vector>

// Private to core/steps/retouch.
namespace kinovar::retouch {

/// Where a warped picture takes its pixels from: result(x) = picture(x + d(x)). Movements are put
/// one upon the other as maps, each so small that it cannot fold; so the whole never does (G. E.
/// Christensen, R. D. Rabbitt, M. I. Miller, "Deformable templates using large deformation
/// kinematics", IEEE Trans. Image Processing 5(10), 1996). Kept on a grid. Pixels of the picture
/// throughout; may throw cv::Exception. Not thread-safe.
class Displacement {
public:
    /// `box`: where anything may move; `mobility`: CV_32F of its size, 0 (frozen) to 1, or empty;
    /// `pitch`: pixels from node to node, at most a fifth of the smallest radius that is used.
    Displacement(const cv::Rect& box, const cv::Mat& mobility, int pitch);

    /// A round thing that moves what lies under it: all in the middle, nothing from `radius` on.
    struct Dab {
        cv::Point2d at;
        double radius = 0;
    };
    /// What lies under the brush goes along from one place to the other, `share` (0 to 1) as far.
    void push(const cv::Point2d& from, const cv::Point2d& to, double radius, double share);
    /// Nearer to the middle by `share` of the way (below 0: away from it), which lies within ±0.3.
    void pinch(const Dab& dab, double share);
    /// Takes back a share of what was moved.
    void restore(const Dab& dab, double share);

    struct Handle {
        cv::Point2d from;
        cv::Point2d to;
        double radius = 0;
    };
    /// Each handle goes to its place exactly (where nothing is frozen), what is between follows
    /// smoothly: interpolation by compactly supported functions (H. Wendland, "Piecewise
    /// polynomial, positive definite and compactly supported radial functions of minimal degree",
    /// Adv. Comput. Math. 4, 1995).
    void drag(const std::vector<Handle>& handles);

    /// d at every pixel of the box, CV_32FC2.
    [[nodiscard]] cv::Mat at_pixels() const;
    /// The least determinant of the map's derivative: above 0 where nothing folds.
    [[nodiscard]] double least_stretch() const;

private:
    /// What is asked for at a node: from where it shall take what lies there now.
    using Step = std::function<cv::Vec2f(const cv::Point2d& node)>;

    [[nodiscard]] cv::Rect nodes_within(const cv::Rect2d& area) const;
    [[nodiscard]] cv::Point2d place_of(int column, int row) const;
    [[nodiscard]] cv::Vec2f looked_up(const cv::Mat& field, cv::Point2f node) const;
    void compose(const cv::Rect2d& area, const Step& step);
    void unfold(const cv::Rect& nodes);

    cv::Rect box_;
    int pitch_;
    cv::Mat mobility_; // CV_32F, one a node; empty: 1
    double most_step_; // px: of one movement, such that the edge of what is frozen does not fold
    cv::Mat field_;    // CV_32FC2, one a node
};

} // namespace kinovar::retouch
