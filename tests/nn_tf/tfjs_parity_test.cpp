// Real networks of TensorFlow.js against the outputs of TensorFlow.js itself.

#include "core/nn/catalogue.h"
#include "core/nn/detect/ssd_decode.h"
#include "core/nn/graph_tf/tfjs_net.h"
#include "core/nn/npy.h"
#include "core/nn/torch_model.h"
#include "tests/support/support.h"

#include <algorithm>
#include <cmath>
#include <map>

namespace kinovar::nn {
namespace {

namespace fs = std::filesystem;

struct Expected {
    const char* output; ///< name of the signature
    const char* file;
    float tolerance;       ///< as stated in parity/INDEX.md
    bool relative = false; ///< to the largest number
    int channels = 0;      ///< the file holds only the first ones
};

struct Case {
    const char* model;
    const char* folder;
    float factor, offset; ///< input = u8 · factor + offset
    std::vector<Expected> outputs;
    const char* input = "input.npy";
};

void PrintTo(const Case& one, std::ostream* out) {
    *out << one.model;
}

/// model.json (or its bundle) of an installed model; empty when it is not there.
fs::path installed_file(const std::string& id) {
    const auto catalogue = Catalogue::open();
    if (!catalogue) {
        return {};
    }
    const fs::path folder = catalogue->weights_folder() / id;
    std::error_code problem;
    for (const auto& entry : fs::directory_iterator(folder, problem)) {
        const std::string name = entry.path().filename().string();
        const bool bundle = name.starts_with("model") && name.ends_with(".js");
        if (name.ends_with(".json") || bundle) {
            return entry.path();
        }
    }
    return {};
}

Array picture_input(const NpyArray& file, float factor, float offset) {
    const bool batch = file.shape.size() == 4;
    const std::size_t first = batch ? 1 : 0;
    const auto height = file.shape[first];
    const auto width = file.shape[first + 1];
    const auto channels = file.shape[first + 2];
    Array array;
    array.shape = {1, channels, height, width};
    array.values.resize(static_cast<std::size_t>(channels * height * width));
    std::visit(
        [&](const auto& values) {
            for (std::int64_t i = 0; i < height * width; ++i) {
                for (std::int64_t c = 0; c < channels; ++c) {
                    const auto value =
                        static_cast<float>(values[static_cast<std::size_t>(i * channels + c)]);
                    array.values[static_cast<std::size_t>(c * height * width + i)] =
                        value * factor + offset;
                }
            }
        },
        file.values);
    return array;
}

/// The numbers with the channels of a picture beside each other, as TensorFlow has them.
std::vector<float> channels_beside(const Array& array, int first_channels) {
    if (array.shape.size() != 4) {
        return array.values;
    }
    const std::int64_t channels = array.shape[1];
    const std::int64_t wanted = first_channels > 0 ? first_channels : channels;
    const std::int64_t pixels = array.shape[2] * array.shape[3];
    std::vector<float> values;
    for (std::int64_t i = 0; i < pixels; ++i) {
        for (std::int64_t c = 0; c < wanted; ++c) {
            values.push_back(array.values[static_cast<std::size_t>(c * pixels + i)]);
        }
    }
    return values;
}

std::vector<float> floats_of(const fs::path& file) {
    const auto array = read_npy(file);
    EXPECT_OK(array);
    return array ? std::get<std::vector<float>>(array->values) : std::vector<float>();
}

const Array* output_named(const ModelInfo& info, const std::vector<Array>& outputs,
                          const std::string& name) {
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        if (info.outputs[i].name == name) {
            return &outputs[i];
        }
    }
    return nullptr;
}

void compare(const Expected& wanted, const Array& output, const fs::path& folder) {
    const std::vector<float> expected = floats_of(folder / wanted.file);
    const std::vector<float> found = channels_beside(output, wanted.channels);
    ASSERT_EQ(found.size(), expected.size()) << wanted.output;
    float worst = 0;
    float largest = 0;
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float difference = std::abs(found[i] - expected[i]);
        worst = difference <= worst ? worst : difference; // NaN sticks
        largest = std::max(largest, std::abs(expected[i]));
    }
    const float limit = wanted.tolerance * (wanted.relative ? largest : 1);
    testing::Test::RecordProperty(wanted.output, std::to_string(worst));
    EXPECT_LE(worst, limit) << wanted.output;
}

class TfjsParity : public testing::TestWithParam<Case> {};

TEST_P(TfjsParity, OutputIsThatOfTensorFlow) {
    const Case& one = GetParam();
    KINOVAR_NEEDS_SHARED(folder, std::string("parity/") + one.folder);
    const fs::path file = installed_file(one.model);
    if (file.empty()) {
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install " << one.model;
    }
    auto built = load_tfjs(file);
    ASSERT_OK(built);
    const auto model = make_model(std::move(*built));
    const auto picture = read_npy(folder / one.input);
    ASSERT_OK(picture);
    const Array input = picture_input(*picture, one.factor, one.offset);
    const auto outputs = model->run({&input, 1});
    ASSERT_OK(outputs);
    for (const Expected& wanted : one.outputs) {
        const Array* output = output_named(model->info(), *outputs, wanted.output);
        ASSERT_NE(output, nullptr) << wanted.output;
        compare(wanted, *output, folder);
    }
}

constexpr float kByte = 1.0F / 255.0F;
constexpr float kCentred = 1.0F / 127.5F;

INSTANTIATE_TEST_SUITE_P(
    Networks, TfjsParity,
    testing::Values(
        Case{"esrgan-thick-x2",
             "g1_tfjs_esrgan_thick_x2",
             kByte,
             0,
             {{"SR", "expected.npy", 2e-5F}}},
        Case{"esrgan-thick-x4",
             "g1_tfjs_esrgan_thick_x4",
             kByte,
             0,
             {{"SR", "expected.npy", 2e-5F}}},
        Case{"maxim-denoising",
             "g1_tfjs_maxim_denoising",
             kByte,
             0,
             {{"output_0", "expected.npy", 2e-4F}}},
        Case{"maxim-deblurring",
             "g1_tfjs_maxim_deblurring",
             kByte,
             0,
             {{"output_0", "expected.npy", 5e-5F}}},
        Case{"maxim-enhancement",
             "g1_tfjs_maxim_enhancement",
             kByte,
             0,
             {{"output_0", "expected.npy", 5e-5F}}},
        Case{"human-blazeface-back",
             "g1_blazeface_back",
             kCentred,
             -1,
             {{"Identity", "expected_Identity.npy", 1e-5F, true},
              {"Identity_1", "expected_Identity_1.npy", 1e-5F, true},
              {"Identity_2", "expected_Identity_2.npy", 1e-5F, true},
              {"Identity_3", "expected_Identity_3.npy", 1e-5F, true}}},
        Case{"human-facemesh",
             "g1_facemesh",
             kByte,
             0,
             {{"output_mesh", "expected_mesh.npy", 0.005F},
              {"output_faceflag", "expected_faceflag.npy", 0.005F},
              {"output_contours", "expected_contours.npy", 0.005F}}},
        Case{"human-iris", "g1_iris", kByte, 0, {{"Identity", "expected.npy", 0.005F}}},
        Case{"human-iris",
             "g1_iris",
             kByte,
             0,
             {{"Identity", "expected_left_flipped.npy", 0.005F}},
             "input_left_flipped.npy"},
        Case{"human-faceres",
             "g1_faceres",
             1,
             0,
             {{"gender_pred/Sigmoid", "expected_gender.npy", 1e-4F},
              {"age_pred/Softmax", "expected_age.npy", 1e-4F},
              {"global_pooling/Mean", "expected_descriptor.npy", 1e-3F}}},
        Case{"human-mobilefacenet",
             "g1_mobilefacenet",
             kByte,
             0,
             {{"embeddings", "expected.npy", 1e-5F}}},
        Case{"human-emotion",
             "g1_emotion",
             1,
             0,
             {{"Identity", "expected.npy", 1e-5F}},
             "expected_gray_input.npy"},
        Case{"human-handdetect",
             "g1_handdetect",
             kCentred,
             -1,
             {{"Identity", "expected.npy", 1e-5F, true}}},
        Case{"human-handlandmark-full",
             "g1_handlandmark_full",
             kByte,
             0,
             {{"Identity", "expected_Identity.npy", 0.005F},
              {"Identity_1", "expected_Identity_1.npy", 1e-5F},
              {"Identity_2", "expected_Identity_2.npy", 1e-5F},
              {"Identity_3", "expected_Identity_3.npy", 1e-5F}}},
        Case{"human-blazepose-full",
             "g1_blazepose_full",
             kByte,
             0,
             {{"ld_3d", "expected_ld_3d.npy", 0.01F},
              {"activation_segmentation", "expected_segmentation.npy", 2e-3F},
              {"activation_heatmap", "expected_heatmap_first8.npy", 1e-4F, false, 8},
              {"world_3d", "expected_world_3d.npy", 1e-4F},
              {"output_poseflag", "expected_poseflag.npy", 1e-4F}}},
        Case{"human-selfie", "g1_selfie", kByte, 0, {{"activation_10", "expected.npy", 2e-4F}}},
        Case{"nsfwjs-mobilenet-v2-mid",
             "g1_nsfw_mobilenet_v2_mid",
             kByte,
             0,
             {{"Identity", "expected.npy", 1e-5F}}}),
    [](const auto& one) {
        std::string name = one.param.model;
        std::replace(name.begin(), name.end(), '-', '_');
        return name + "_" + std::to_string(one.index);
    });

void expect_anchors(const SsdLayout& layout, const fs::path& file, float unit) {
    const std::vector<float> expected = floats_of(file);
    const std::vector<Point2> anchors = make_anchors(layout.grids);
    ASSERT_EQ(expected.size(), anchors.size() * 2);
    for (std::size_t i = 0; i < anchors.size(); ++i) {
        ASSERT_NEAR(anchors[i].x * unit, expected[2 * i], 1e-5F * unit) << i;
        ASSERT_NEAR(anchors[i].y * unit, expected[2 * i + 1], 1e-5F * unit) << i;
    }
}

void expect_detections(const std::vector<Detection>& found, const fs::path& folder) {
    const std::vector<float> expected = floats_of(folder / "expected_detections.npy");
    const std::vector<float> rows = floats_of(folder / "expected_nms_index.npy");
    ASSERT_EQ(found.size(), rows.size());
    constexpr float kPixels = 0.01F;
    const std::size_t length = expected.size() / std::max<std::size_t>(found.size(), 1);
    for (std::size_t i = 0; i < found.size(); ++i) {
        const float* row = &expected[i * length];
        EXPECT_EQ(found[i].anchor, static_cast<int>(rows[i]));
        EXPECT_NEAR(found[i].score, row[0], 1e-5F);
        EXPECT_NEAR(found[i].x0, row[1], kPixels);
        EXPECT_NEAR(found[i].y0, row[2], kPixels);
        EXPECT_NEAR(found[i].x1, row[3], kPixels);
        EXPECT_NEAR(found[i].y1, row[4], kPixels);
        ASSERT_EQ(found[i].points.size() * 2 + 5, length);
        for (std::size_t p = 0; p < found[i].points.size(); ++p) {
            EXPECT_NEAR(found[i].points[p].x, row[5 + 2 * p], kPixels);
            EXPECT_NEAR(found[i].points[p].y, row[6 + 2 * p], kPixels);
        }
    }
}

/// Outputs of an installed detector for the picture of a case.
std::vector<Array> run_detector(const std::string& id, const fs::path& folder,
                                std::vector<Port>& ports) {
    const fs::path file = installed_file(id);
    if (file.empty()) {
        return {};
    }
    auto built = load_tfjs(file);
    EXPECT_OK(built);
    if (!built) {
        return {};
    }
    ports = built->info.outputs;
    const auto model = make_model(std::move(*built));
    const auto picture = read_npy(folder / "input.npy");
    EXPECT_OK(picture);
    const Array input = picture_input(*picture, kCentred, -1);
    auto outputs = model->run({&input, 1});
    EXPECT_OK(outputs);
    return outputs ? std::move(*outputs) : std::vector<Array>();
}

TEST(TfjsDetectors, FacesAreFoundWhereTheReferenceFindsThem) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g1_blazeface_back");
    const SsdLayout layout = blazeface_back_layout();
    expect_anchors(layout, folder / "anchors.npy", static_cast<float>(layout.side));
    std::vector<Port> ports;
    const std::vector<Array> outputs = run_detector("human-blazeface-back", folder, ports);
    if (outputs.empty()) {
        GTEST_SKIP()
            << "weights are not installed: kinovar-cli models install human-blazeface-back";
    }
    std::map<std::string, const Array*> named;
    for (std::size_t i = 0; i < outputs.size(); ++i) {
        named[ports[i].name] = &outputs[i];
    }
    std::vector<float> logits = named.at("Identity")->values;
    const auto& more_logits = named.at("Identity_1")->values;
    logits.insert(logits.end(), more_logits.begin(), more_logits.end());
    std::vector<float> boxes = named.at("Identity_2")->values;
    const auto& more_boxes = named.at("Identity_3")->values;
    boxes.insert(boxes.end(), more_boxes.begin(), more_boxes.end());
    const auto found = decode_ssd(layout, logits, 1, boxes, 16);
    ASSERT_OK(found);
    expect_detections(*found, folder);
}

TEST(TfjsDetectors, HandsAreFoundWhereTheReferenceFindsThem) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g1_handdetect");
    const SsdLayout layout = palm_layout();
    expect_anchors(layout, folder / "anchors.npy", 1);
    std::vector<Port> ports;
    const std::vector<Array> outputs = run_detector("human-handdetect", folder, ports);
    if (outputs.empty()) {
        GTEST_SKIP() << "weights are not installed: kinovar-cli models install human-handdetect";
    }
    const std::span<const float> rows = outputs[0].values;
    const auto found = decode_ssd(layout, rows, 19, rows.subspan(1), 19);
    ASSERT_OK(found);
    expect_detections(*found, folder);
}

TEST(TfjsNetworks, FaceMeshWithAttentionRuns) {
    const fs::path file = installed_file("human-facemesh-attention");
    if (file.empty()) {
        GTEST_SKIP() << "weights are not installed: human-facemesh-attention";
    }
    auto built = load_tfjs(file);
    ASSERT_OK(built);
    const auto model = make_model(std::move(*built));
    KINOVAR_NEEDS_SHARED(folder, "parity/g1_facemesh");
    const auto picture = read_npy(folder / "input.npy");
    ASSERT_OK(picture);
    const Array input = picture_input(*picture, kByte, 0);
    const auto outputs = model->run({&input, 1});
    ASSERT_OK(outputs);
    const Array* mesh = output_named(model->info(), *outputs, "output_mesh_identity");
    ASSERT_NE(mesh, nullptr);
    // Another network for the same points: they lie within a few pixels of those of facemesh.
    const std::vector<float> other = floats_of(folder / "expected_mesh.npy");
    ASSERT_EQ(mesh->values.size(), other.size());
    double sum = 0;
    for (std::size_t i = 0; i < other.size(); i += 3) {
        sum += std::hypot(mesh->values[i] - other[i], mesh->values[i + 1] - other[i + 1]);
    }
    EXPECT_LT(sum / (static_cast<double>(other.size()) / 3), 6.0);
}

TEST(TfjsNetworks, MaximTellsItsSizes) {
    const fs::path file = installed_file("maxim-enhancement");
    if (file.empty()) {
        GTEST_SKIP() << "weights are not installed: maxim-enhancement";
    }
    const auto built = load_tfjs(file);
    ASSERT_OK(built);
    EXPECT_EQ(built->info.size_multiple, 64);
    EXPECT_TRUE(built->info.whole_only);
    EXPECT_EQ(built->info.scale, 1);
    EXPECT_EQ(built->info.in_channels, 3);
    EXPECT_EQ(built->info.out_channels, 3);
    EXPECT_GT(built->info.parameters, 14'000'000);
    EXPECT_EQ(built->info.outputs.at(0).shape, (std::vector<std::int64_t>{1, 3, -1, -1}));
}

} // namespace
} // namespace kinovar::nn
