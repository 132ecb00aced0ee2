// The shared weight files: honest ones are read with the keys of their networks, broken and
// malicious ones are refused without harm.

#include "core/base/file.h"
#include "core/nn/loaders/checkpoint.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>
#include <sys/resource.h>

#include <set>

namespace kinovar::nn {
namespace {

constexpr std::uint64_t kLargestList = 1 << 20;

/// Peak memory of this process, bytes.
std::uint64_t peak_memory() {
    struct rusage usage {};
    getrusage(RUSAGE_SELF, &usage);
    constexpr std::uint64_t kKilobyte = 1024;
    return static_cast<std::uint64_t>(usage.ru_maxrss) * kKilobyte;
}

bool is_weight_file(const std::string& name) {
    return name.ends_with(".pth") || name.ends_with(".safetensors");
}

TEST(WeightFiles, BadFilesAreRefused) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    // These are well-formed; only their network can tell that they are wrong.
    const std::set<std::string> for_architectures{"wrong_shape.pth", "wrong_rank.pth",
                                                  "missing_key.pth", "extra_key.pth",
                                                  "int_weights.pth", "zip_traversal.pth"};
    const std::vector<std::filesystem::path> traps{"/tmp/pwned", "/tmp/pwned_zip",
                                                   "/tmp/pwned_abs"};
    for (const auto& trap : traps) {
        std::filesystem::remove(trap);
    }
    const auto cases =
        nlohmann::json::parse(read_file(folder / "cases.json", kLargestList).value());
    int seen = 0;
    for (const auto& one : cases) {
        const std::string name = one["file"];
        if (!is_weight_file(name)) {
            continue;
        }
        const bool must_load = one["load"] || for_architectures.contains(name);
        constexpr std::uint64_t kAllowed = 64 << 20;
        const std::uint64_t before = peak_memory();
        const auto dict = read_checkpoint(folder / name);
        EXPECT_LT(peak_memory(), before + std::filesystem::file_size(folder / name) + kAllowed)
            << name;
        EXPECT_EQ(dict.has_value(), must_load) << name;
        EXPECT_TRUE(dict || dict.error().message.find(name) != std::string::npos);
        ++seen;
    }
    EXPECT_GT(seen, 40);
    for (const auto& trap : traps) {
        EXPECT_FALSE(std::filesystem::exists(trap)) << trap;
    }
}

/// Keys of an official network.
std::set<std::string> official_keys(const std::filesystem::path& file) {
    std::set<std::string> keys;
    const auto json = nlohmann::json::parse(read_file(file, kLargestList).value());
    for (const auto& [key, shape] : json["keys"].items()) {
        keys.insert(key);
    }
    return keys;
}

/// The networks of the files are smaller than the official ones, so their keys are some of those.
void expect_keys(const std::filesystem::path& shared, const std::string& weights,
                 const std::string& list, const std::string& prefix, std::size_t count) {
    SCOPED_TRACE(weights);
    auto dict = read_checkpoint(shared / weights);
    ASSERT_OK(dict);
    const StateDict part = dict->split_off(prefix);
    EXPECT_EQ(part.size(), count);
    const auto official = official_keys(shared / list);
    for (const std::string& key : part.keys()) {
        EXPECT_TRUE(official.contains(key)) << key;
    }
}

TEST(WeightFiles, KeysAreThoseOfTheNetworks) {
    KINOVAR_NEEDS_SHARED(shared, "parity");
    expect_keys(shared, "g2_rrdb_x4/weights.pth", "g2_rrdb_x4/keys_x4plus.json", "", 72);
    expect_keys(shared, "g2_rrdb_x2/weights.pth", "g2_rrdb_x2/keys_x2plus.json", "", 72);
    expect_keys(shared, "g2_srvgg_x4/weights.pth", "g2_srvgg_x4/keys_general_x4v3.json", "", 17);
    expect_keys(shared, "g2_edsr_x2/weights.pth", "g2_edsr_x2/keys_Mx2.json", "", 20);
    expect_keys(shared, "g2_edsr_x4/weights.pth", "g2_edsr_x4/keys_Mx4.json", "", 22);
    expect_keys(shared, "g2_span_x2_half/weights.pth", "g2_span_x4/keys_span_x2_ch48.json", "",
                204);
    expect_keys(shared, "g2_swinir_denoise/weights.pth", "g2_swinir_denoise/keys_005_colorDN.json",
                "", 72);
    expect_keys(shared, "g2_fomm/weights.pth.tar", "g2_fomm/keys_vox256_kp_detector.json",
                "kp_detector.", 75);
}

TEST(WeightFiles, AllHonestFilesAreRead) {
    KINOVAR_NEEDS_SHARED(shared, "parity");
    int seen = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shared)) {
        const std::string name = entry.path().filename();
        const std::string folder = entry.path().parent_path().filename();
        const bool is_wanted =
            name.ends_with(".pth") || name.ends_with(".pkl") || name.ends_with(".pth.tar");
        if (is_wanted && !folder.starts_with("g4")) {
            EXPECT_OK(read_checkpoint(entry.path()));
            ++seen;
        }
    }
    EXPECT_GE(seen, 29);
    const auto kind = kind_of_weight_file(shared / "g2_torchscript_inpaint/plugin.pt");
    ASSERT_OK(kind);
    EXPECT_EQ(*kind, WeightFileKind::TorchScript);
}

} // namespace
} // namespace kinovar::nn
