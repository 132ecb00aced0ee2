#include "core/steps/portrait/animate/head_fields.h"

#include "core/steps/portrait/animate/laplace.h"

#include <opencv2/imgproc.hpp>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace kinovar::portrait {
namespace {

// All lengths in face widths, about a point between the eyes and the nose; y down.
constexpr Point3 kCentre{0, -0.05F, -0.20F};
constexpr float kNodes = 48; ///< a face width
constexpr float kLeft = -1.8F;
constexpr float kTop = -1.65F;
constexpr float kBottom = 2.4F;
// The head with its hair: an ellipse.
constexpr float kHeadHalfWidth = 0.72F;
constexpr float kHeadUp = 0.98F;
constexpr float kHeadDown = 0.80F;

/// The place of each node in the head's own frame.
struct HeadFrame {
    cv::Mat1f x, y;
    cv::Mat1f ellipse; ///< 1 on the outline of the head
};

struct Masks {
    cv::Mat1b mesh;
    cv::Mat1b head;   ///< mesh and hair
    cv::Mat1b other;  ///< belongs to another face
    cv::Mat1f away;   ///< face widths from the head
    cv::Mat1f beside; ///< face widths from the mesh
    cv::Mat1f lead;   ///< see own_lead()
    cv::Mat1f matte;
};

/// In-plane place of a point of the picture in a head's frame.
class HeadAxes {
public:
    explicit HeadAxes(const HeadPose& pose)
        : centre_(to_picture(pose, kCentre)), scale_(pose.scale),
          cos_(std::cos(pose.roll * std::numbers::pi_v<float> / 180)),
          sin_(std::sin(pose.roll * std::numbers::pi_v<float> / 180)) {}

    [[nodiscard]] Point2 of(Point2 place) const {
        const float dx = (place.x - centre_.x) / scale_;
        const float dy = (place.y - centre_.y) / scale_;
        return {cos_ * dx + sin_ * dy, -sin_ * dx + cos_ * dy};
    }
    [[nodiscard]] Point2 picture(Point2 head) const {
        return {centre_.x + scale_ * (cos_ * head.x - sin_ * head.y),
                centre_.y + scale_ * (sin_ * head.x + cos_ * head.y)};
    }

private:
    Point3 centre_;
    float scale_;
    float cos_, sin_;
};

template <class Function>
cv::Mat1f made(const Grid& grid, const Function& value) {
    cv::Mat1f field(grid.size());
    for (int row = 0; row < grid.rows; ++row) {
        for (int column = 0; column < grid.columns; ++column) {
            field(row, column) = value(column, row);
        }
    }
    return field;
}

void blur(cv::Mat& field, float face_widths) {
    const double sigma = std::max(0.5, static_cast<double>(face_widths * kNodes));
    cv::GaussianBlur(field, field, {}, sigma, sigma, cv::BORDER_REPLICATE);
}

Grid grid_of(const HeadPose& pose, int width, int height) {
    const HeadAxes axes(pose);
    float low_x = 1e9F;
    float low_y = 1e9F;
    float high_x = -1e9F;
    float high_y = -1e9F;
    for (const float x : {kLeft, -kLeft}) {
        for (const float y : {kTop, kBottom}) {
            const Point2 corner = axes.picture({x, y});
            low_x = std::min(low_x, corner.x);
            low_y = std::min(low_y, corner.y);
            high_x = std::max(high_x, corner.x);
            high_y = std::max(high_y, corner.y);
        }
    }
    Grid grid;
    grid.step = pose.scale / kNodes;
    const auto fit = [&](float& low, float high, int size, int& count) {
        const auto last = static_cast<float>(size - 1);
        low = std::clamp(low, 0.0F, last);
        high = std::clamp(high, low, last);
        count = static_cast<int>(std::ceil((high - low) / grid.step)) + 1;
    };
    grid.x = low_x;
    grid.y = low_y;
    fit(grid.x, high_x, width, grid.columns);
    fit(grid.y, high_y, height, grid.rows);
    return grid;
}

HeadFrame head_frame(const Grid& grid, const HeadPose& pose) {
    const HeadAxes axes(pose);
    HeadFrame frame;
    frame.x = made(grid, [&](int c, int r) { return axes.of(grid.place(c, r)).x; });
    frame.y = made(grid, [&](int c, int r) { return axes.of(grid.place(c, r)).y; });
    frame.ellipse = made(grid, [&](int c, int r) {
        const float y = frame.y(r, c);
        return std::hypot(frame.x(r, c) / kHeadHalfWidth, y / (y < 0 ? kHeadUp : kHeadDown));
    });
    return frame;
}

/// How much nearer a place is to its own face than to the next one, in face widths of each.
float own_lead(const HeadAxes& own, std::span<const HeadPose> neighbours, Point2 place) {
    const auto distance = [&](const HeadAxes& axes) {
        const Point2 at = axes.of(place);
        return std::hypot(at.x, at.y);
    };
    float lead = 1e9F;
    for (const HeadPose& pose : neighbours) {
        lead = std::min(lead, distance(HeadAxes(pose)) - distance(own));
    }
    return lead;
}

/// How much of each place is the person; where no matte is known, a head on shoulders.
cv::Mat1f matte_on(const Grid& grid, const HeadFrame& frame, const HeadSurroundings& around) {
    const Matte* matte = around.matte;
    if (matte == nullptr || matte->values.empty()) {
        return made(grid, [&](int c, int r) {
            const bool body = frame.y(r, c) > 0.7F && std::abs(frame.x(r, c)) < 0.9F;
            return body || frame.ellipse(r, c) < 1 ? 1.0F : 0.0F;
        });
    }
    const cv::Mat1f values(matte->height, matte->width,
                           const_cast<float*>(matte->values.data())); // read only
    const float scale_x = static_cast<float>(matte->width) / static_cast<float>(around.width);
    const float scale_y = static_cast<float>(matte->height) / static_cast<float>(around.height);
    return made(grid, [&](int c, int r) {
        const Point2 place = grid.place(c, r);
        return between_nodes(
            values, {(place.x + 0.5F) * scale_x - 0.5F, (place.y + 0.5F) * scale_y - 0.5F});
    });
}

Masks masks_of(const Grid& grid, const MeshRaster& raster, const HeadFrame& frame,
               const HeadPose& pose, const HeadSurroundings& around) {
    constexpr float kBorder = 0.08F; // fields are blurred a little over their ends
    constexpr float kBetween = 0.5F;
    Masks masks;
    masks.mesh = raster.mask();
    masks.matte = matte_on(grid, frame, around);
    const HeadAxes own(pose);
    masks.lead = made(
        grid, [&](int c, int r) { return own_lead(own, around.neighbours, grid.place(c, r)); });
    masks.other = (masks.lead < kBorder) & ~masks.mesh;
    masks.head = masks.mesh.clone();
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.columns; ++c) {
            const float ellipse = frame.ellipse(r, c);
            const float y = frame.y(r, c);
            const float person = masks.matte(r, c);
            const bool hair = person > 0.5F && y < 0.15F && ellipse < 1.25F;
            const bool side = person > 0.4F && y < 0.30F && ellipse < 0.92F;
            // Between two heads there must be room for the one to stand still.
            if ((hair || side) && masks.lead(r, c) > kBorder + kBetween) {
                masks.head(r, c) = 255;
            }
        }
    }
    cv::morphologyEx(masks.head, masks.head, cv::MORPH_CLOSE, cv::Mat1b::ones(5, 5));
    cv::distanceTransform(~masks.head, masks.away, cv::DIST_L2, 5);
    masks.away *= 1 / kNodes;
    cv::distanceTransform(~masks.mesh, masks.beside, cv::DIST_L2, 5);
    masks.beside *= 1 / kNodes;
    return masks;
}

/// Where nothing goes with the head any more: a little beside it, further down the neck.
cv::Mat1b outer_of(const Grid& grid, const HeadFrame& frame, const Masks& masks) {
    constexpr float kBeside = 0.42F;
    constexpr float kNeck = 0.60F;
    constexpr float kCollar = 1.18F;
    cv::Mat1b outer = masks.other.clone();
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.columns; ++c) {
            const float y = frame.y(r, c);
            const float reach = kBeside + (kNeck - kBeside) * smooth_step((y - 0.3F) / 0.3F);
            if (masks.away(r, c) > reach || y > kCollar) {
                outer(r, c) = 255;
            }
        }
    }
    return outer;
}

cv::Mat1f depth_of(const Grid& grid, const HeadFrame& frame, const Masks& masks,
                   const MeshRaster& raster, const Face& face) {
    constexpr float kOutline = 1.05F;
    constexpr float kBeside = 0.12F;
    constexpr float kThroat = 0.95F;
    constexpr float kSlope = 0.12F; // a turned face reaches over the ellipse
    const float zero = to_picture(face.pose, kTurnPivot).z;
    std::vector<float> relief;
    for (const Point3& p : face.mesh.points) {
        relief.push_back(kTurnRelief * (p.z - zero));
    }
    cv::Mat depth = raster.spread(relief);
    cv::Mat1b known = masks.mesh.clone();
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.columns; ++c) {
            if (frame.ellipse(r, c) > kOutline && frame.y(r, c) < 0.4F &&
                masks.beside(r, c) > kSlope) {
                known(r, c) = 255;
            }
            if (masks.away(r, c) > kBeside + 0.25F * smooth_step((frame.y(r, c) - 0.3F) / 0.3F) ||
                frame.y(r, c) > kThroat || masks.other(r, c) != 0) {
                known(r, c) = 255;
            }
        }
    }
    laplace_fill(depth, known);
    blur(depth, 0.03F);
    return depth;
}

cv::Mat1f follow_of(const Grid& grid, const HeadFrame& frame, const Masks& masks,
                    const cv::Mat1b& outer) {
    constexpr float kHair = 1.12F;
    constexpr float kBackground = 0.7F; // gives way more than the person does
    cv::Mat1b core = masks.mesh.clone();
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.columns; ++c) {
            if (masks.head(r, c) != 0 && frame.ellipse(r, c) < kHair) {
                core(r, c) = 255;
            }
        }
    }
    cv::erode(core, core, cv::Mat1b::ones(3, 3));
    cv::Mat1b known;
    cv::bitwise_or(core, outer, known);
    cv::Mat follow = cv::Mat1f::zeros(grid.size());
    follow.setTo(1, core);
    const cv::Mat1f conductance = kBackground + (1 - kBackground) * masks.matte;
    laplace_fill(follow, known, conductance);
    for (int r = 0; r < grid.rows; ++r) {
        for (int c = 0; c < grid.columns; ++c) {
            follow.at<float>(r, c) = smooth_step(follow.at<float>(r, c));
        }
    }
    blur(follow, 0.02F);
    return follow;
}

std::array<cv::Mat3f, kModes> modes_of(const Grid& grid, const Masks& masks, const cv::Mat1b& outer,
                                       const MeshRaster& raster, const HeadPose& pose) {
    constexpr float kReach = 0.22F;
    cv::Mat1b known;
    cv::bitwise_or(masks.mesh, outer, known);
    known.setTo(255, masks.away > kReach);
    std::vector<cv::Mat> planes;
    for (int m = 0; m < kModes; ++m) {
        std::vector<cv::Vec3f> moves;
        HeadPose turned = pose;
        turned.translation = {};
        for (const Point3& p : expression_mode(static_cast<Mode>(m))) {
            const Point3 move = to_picture(turned, p);
            moves.emplace_back(move.x, move.y, move.z);
        }
        planes.push_back(raster.spread(moves));
    }
    cv::Mat all;
    cv::merge(planes, all); // one factorisation for all of them
    laplace_fill(all, known);
    std::array<cv::Mat3f, kModes> modes;
    for (int m = 0; m < kModes; ++m) {
        cv::Mat mode(grid.size(), CV_32FC3);
        const int from_to[] = {3 * m, 0, 3 * m + 1, 1, 3 * m + 2, 2};
        cv::mixChannels(&all, 1, &mode, 1, from_to, 3);
        blur(mode, 0.012F);
        modes[static_cast<std::size_t>(m)] = mode;
    }
    return modes;
}

/// Chest and shoulders, ending softly before the grid does.
cv::Mat1f chest_of(const Grid& grid, const HeadFrame& frame, const Masks& masks) {
    cv::Mat person = masks.matte.clone();
    blur(person, 0.06F);
    return made(grid, [&](int c, int r) {
        const float y = frame.y(r, c);
        const float down = smooth_step((y - 0.80F) / 0.6F) * (1 - smooth_step((y - 1.7F) / 0.6F));
        const float aside = 1 - smooth_step((std::abs(frame.x(r, c)) - 1.0F) / 0.7F);
        return person.at<float>(r, c) * down * aside *
               smooth_step((masks.lead(r, c) - 0.1F) / 0.3F);
    });
}

/// The background about the head, ending softly before the grid does.
cv::Mat1f behind_of(const Grid& grid, const HeadFrame& frame, const Masks& masks,
                    const cv::Mat1f& follow) {
    cv::Mat person = masks.matte.clone();
    cv::dilate(person, person, cv::Mat1b::ones(5, 5));
    blur(person, 0.06F);
    return made(grid, [&](int c, int r) {
        const float x = std::abs(frame.x(r, c));
        const float y = frame.y(r, c);
        const float ends = (1 - smooth_step((x - 1.0F) / 0.75F)) *
                           (1 - smooth_step((-y - 1.0F) / 0.6F)) *
                           (1 - smooth_step((y - 1.2F) / 1.0F));
        return (1 - person.at<float>(r, c)) * (1 - follow(r, c)) * ends *
               smooth_step((masks.lead(r, c) - 0.1F) / 0.3F);
    });
}

/// Motion towards or from the picture's edges dies away before them.
cv::Mat1f inside(const Grid& grid, float scale, int last, bool sideways) {
    constexpr float kFade = 0.12F;
    return made(grid, [&](int c, int r) {
        const Point2 place = grid.place(c, r);
        const float at = sideways ? place.x : place.y;
        return smooth_step(std::min(at, static_cast<float>(last) - at) / (kFade * scale));
    });
}

cv::Mat1b active_nodes(const HeadFields& fields) {
    constexpr float kNothing = 1e-4F;
    cv::Mat moving = cv::max(cv::max(fields.follow, fields.chest), fields.behind) > kNothing;
    for (const cv::Mat3f& mode : fields.modes) {
        std::vector<cv::Mat> axes;
        cv::split(mode, axes);
        for (const cv::Mat& axis : axes) {
            cv::bitwise_or(moving, cv::abs(axis) > kNothing * fields.grid.step, moving);
        }
    }
    return moving;
}

} // namespace

bool heads_meet(const Face& face, const Face& other) {
    constexpr float kRoom = 0.20F;
    const auto reaches = [&](const Face& one, const HeadPose& next) {
        const HeadAxes own(one.pose);
        return std::any_of(one.mesh.points.begin(), one.mesh.points.end(), [&](const Point3& p) {
            return own_lead(own, {&next, 1}, {p.x, p.y}) < kRoom;
        });
    };
    return reaches(face, other.pose) || reaches(other, face.pose);
}

HeadFields head_fields(const Face& face, const HeadSurroundings& around) {
    HeadFields fields;
    const HeadPose& pose = face.pose;
    fields.grid = grid_of(pose, around.width, around.height);
    fields.raster = MeshRaster(fields.grid, face.mesh.points);
    const HeadFrame frame = head_frame(fields.grid, pose);
    const Masks masks = masks_of(fields.grid, fields.raster, frame, pose, around);
    const cv::Mat1b outer = outer_of(fields.grid, frame, masks);
    fields.depth = depth_of(fields.grid, frame, masks, fields.raster, face);
    fields.follow = follow_of(fields.grid, frame, masks, outer);
    fields.modes = modes_of(fields.grid, masks, outer, fields.raster, pose);
    fields.chest = chest_of(fields.grid, frame, masks);
    fields.behind = around.parallax ? behind_of(fields.grid, frame, masks, fields.follow)
                                    : cv::Mat1f(fields.grid.size(), 0.0F);
    fields.inside_x = inside(fields.grid, pose.scale, around.width - 1, true);
    fields.inside_y = inside(fields.grid, pose.scale, around.height - 1, false);
    fields.active = active_nodes(fields);
    const Point3 turn = to_picture(pose, kTurnPivot);
    fields.turn_pivot = {turn.x, turn.y, 0};
    const Point3 tilt = to_picture(pose, kTiltPivot);
    fields.tilt_pivot = {tilt.x, tilt.y};
    return fields;
}

} // namespace kinovar::portrait
