#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/model_import.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>

namespace kinovar::nn {
namespace {

using Json = nlohmann::json;
using test::ScopedVariable;
using test::TemporaryFolder;

/// A folder with files to import, an empty folder of weights, and a list of one model.
class Desk {
public:
    Desk() {
        net_ = test::compact_net().write(folder_.path(), "small");
        write_list("brought.param", sha256_of_file(net_).value());
    }

    /// The list knows one model of two files by hash (where given) and official name.
    void write_list(const std::string& name, const std::string& hash) {
        Json param = {{"name", name}};
        Json bin = {{"name", std::filesystem::path(name).replace_extension(".bin").string()}};
        if (!hash.empty()) {
            param["sha256"] = hash;
            bin["sha256"] =
                sha256_of_file(std::filesystem::path(net_).replace_extension(".bin")).value();
        }
        Json model = {
            {"id", "known"},
            {"title", "Known"},
            {"task", "upscale"},
            {"architecture", "network of ncnn"},
            {"scale", 2},
            {"in_channels", 3},
            {"out_channels", 3},
            {"window", 1},
            {"size_multiple", 1},
            {"value_range", {0, 1}},
            {"halo", 0},
            {"parameters", 0},
            {"licence",
             {{"name", "NC"}, {"terms", "Look only."}, {"commercial", false}, {"credits", "them"}}},
            {"source", {{"kind", "own"}}},
            {"installed_by_default", false},
            {"files", {param, bin}}};
        const auto model_of_net = load_model(net_.string());
        if (model_of_net) {
            model["architecture"] = (*model_of_net)->info().architecture;
        }
        const Json list = {{"format", 2},
                           {"packages", Json::array()},
                           {"licences", Json::object()},
                           {"models", {model}}};
        EXPECT_OK(write_file(folder_ / "catalogue.json", list.dump()));
    }

    Result<ImportReport> import(const std::filesystem::path& path, ImportOptions options = {}) {
        const auto catalogue = Catalogue::open();
        if (!catalogue) {
            return failure(catalogue.error());
        }
        Job job("import");
        return import_model(*catalogue, path, options, job);
    }

    [[nodiscard]] const std::filesystem::path& net() const { return net_; }
    [[nodiscard]] std::filesystem::path weights() const { return folder_ / "weights"; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return folder_ / name;
    }
    /// Names in the folder of weights, hidden ones left out.
    [[nodiscard]] std::vector<std::string> filed() const {
        std::vector<std::string> names;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(weights(), ignored)) {
            if (entry.path().filename() != ".install.lock") {
                names.push_back(entry.path().filename());
            }
        }
        return names;
    }

private:
    TemporaryFolder folder_;
    ScopedVariable list_{"KINOVAR_CATALOGUE", (folder_ / "catalogue.json").string()};
    ScopedVariable models_{"KINOVAR_MODELS", (folder_ / "weights").string()};
    std::filesystem::path net_;
};

/// A .safetensors file of one number under this key.
void write_one_number(const std::filesystem::path& path, const std::string& key) {
    std::string header =
        Json{{key, {{"dtype", "F32"}, {"shape", {1}}, {"data_offsets", {0, 4}}}}}.dump();
    header.resize((header.size() + 7) / 8 * 8, ' ');
    std::string bytes(8, '\0');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        bytes[i] = static_cast<char>(header.size() >> (8 * i));
    }
    EXPECT_OK(write_file(path, bytes + header + std::string(4, '\0')));
}

TEST(Import, AFileIsKnownByItsHashWhateverItsName) {
    Desk desk;
    const auto report = desk.import(desk.net());
    ASSERT_OK(report);
    EXPECT_TRUE(report->in_catalogue);
    EXPECT_TRUE(report->hash_known);
    EXPECT_TRUE(report->copied);
    EXPECT_EQ(report->entry.info.id, "known");
    EXPECT_FALSE(report->entry.info.licence.commercial);
    EXPECT_EQ(desk.filed(), std::vector<std::string>{"known"});
    const auto model = load_model("known");
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().title, "Known");
    EXPECT_TRUE(std::filesystem::exists(desk.weights() / "known/brought.bin"));

    const auto again = desk.import(desk.net());
    ASSERT_OK(again);
    EXPECT_FALSE(again->copied);
}

TEST(Import, ANameAloneNeedsTheArchitecture) {
    Desk desk;
    desk.write_list("small.param", "");
    const auto report = desk.import(desk.net());
    ASSERT_OK(report);
    EXPECT_EQ(report->entry.info.id, "known");
    EXPECT_FALSE(report->hash_known);
    ASSERT_FALSE(report->notes.empty());
    const auto catalogue = Catalogue::open();
    ASSERT_OK(catalogue);
    const CatalogueEntry* entry = catalogue->find("known");
    EXPECT_EQ(entry->files[0].sha256, sha256_of_file(desk.net()).value());
    ASSERT_OK(catalogue->verify(*entry));
    test::flip_byte(desk.weights() / "known/small.bin", 7);
    EXPECT_FALSE(catalogue->verify(*entry).has_value());
}

TEST(Import, AnotherFileOfAKnownNameIsTheUsersOwn) {
    Desk desk;
    desk.write_list("small.param", std::string(64, 'a'));
    const auto report = desk.import(desk.net());
    ASSERT_OK(report);
    EXPECT_FALSE(report->in_catalogue);
    EXPECT_EQ(report->entry.info.id, "user-small");
    EXPECT_EQ(report->entry.info.licence.name, "unknown");
    EXPECT_FALSE(report->entry.info.licence.commercial);
    const auto model = load_model("user-small");
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().scale, 2);

    // Listed afterwards, and removed like any other.
    const auto catalogue = Catalogue::open();
    ASSERT_OK(catalogue);
    const CatalogueEntry* entry = catalogue->find("user-small");
    ASSERT_NE(entry, nullptr);
    EXPECT_TRUE(entry->of_the_user);
    EXPECT_EQ(catalogue->state_of(*entry), InstallState::Installed);
    ASSERT_OK(catalogue->remove(*entry));
    EXPECT_EQ(Catalogue::open()->find("user-small"), nullptr);
}

TEST(Import, ADryRunCopiesNothing) {
    Desk desk;
    const auto report = desk.import(desk.net(), {.dry_run = true});
    ASSERT_OK(report);
    EXPECT_EQ(report->entry.info.id, "known");
    EXPECT_FALSE(report->copied);
    EXPECT_TRUE(desk.filed().empty());
}

TEST(Import, AnotherModelIsNotReplaced) {
    Desk desk;
    desk.write_list("x.param", std::string(64, 'a'));
    ASSERT_OK(desk.import(desk.net()));
    const auto other = test::compact_net(2).write(desk / ".", "small");
    const auto report = desk.import(other);
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::Refused);
    ASSERT_OK(desk.import(other, {.name = "second"}));
    EXPECT_OK(load_model("user-second"));
    EXPECT_EQ(desk.import(other, {.name = "../x"}).error().code, ErrorCode::InvalidArgument);
}

TEST(Import, WrongFilesAreRefusedAndNothingIsCopied) {
    Desk desk;
    ASSERT_OK(write_file(desk / "page.pth", "<!DOCTYPE html><html>Not found</html>"));
    ASSERT_OK(write_file(desk / "empty.pth", ""));
    ASSERT_OK(write_file(desk / "alone.param", read_file(desk.net(), 1 << 20).value()));
    ASSERT_OK(write_file(desk / "model.json",
                         R"({"format":"graph-model","modelTopology":{"node":[]},"weightsManifest":)"
                         R"([{"paths":["../../secret.bin"],"weights":[]}]})"));
    write_one_number(desk / "odd.safetensors", "nobody.knows");
    for (const char* name :
         {"page.pth", "empty.pth", "alone.param", "model.json", "odd.safetensors", "none.pth"}) {
        const auto report = desk.import(desk / name);
        ASSERT_FALSE(report.has_value()) << name;
        EXPECT_FALSE(report.error().message.empty());
        EXPECT_EQ(report.error().message.find('\n'), std::string::npos);
        EXPECT_TRUE(desk.filed().empty()) << name;
    }
    test::flip_byte(std::filesystem::path(desk.net()).replace_extension(".bin"), 0);
    EXPECT_FALSE(desk.import(desk.net()).has_value());
    EXPECT_TRUE(desk.filed().empty());
}

TEST(Import, HatIsNamedAndRefused) {
    Desk desk;
    write_one_number(desk / "mine.safetensors", "layers.0.residual_group.overlap_attn.qkv.weight");
    const auto report = desk.import(desk / "mine.safetensors");
    ASSERT_FALSE(report.has_value());
    EXPECT_EQ(report.error().code, ErrorCode::Unsupported);
    EXPECT_NE(report.error().message.find("HAT"), std::string::npos) << report.error().one_line();
}

TEST(Import, ARecordThatIsDamagedIsToldAndLeftOut) {
    Desk desk;
    ASSERT_OK(make_folder(desk.weights() / "user-x"));
    ASSERT_OK(write_file(desk.weights() / "user-x/kinovar.json", "{"));
    const auto catalogue = Catalogue::open();
    ASSERT_OK(catalogue);
    EXPECT_EQ(catalogue->entries().size(), 1U);
    ASSERT_EQ(catalogue->problems().size(), 1U);
    EXPECT_NE(catalogue->problems()[0].find("user-x"), std::string::npos);
}

TEST(Import, ProgramsNeedTrustAndAreNotRun) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    Desk desk;
    const auto refused = desk.import(plugin);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
    EXPECT_NE(refused.error().hint.find("--trust-program"), std::string::npos);
    EXPECT_TRUE(desk.filed().empty());
    const auto report = desk.import(plugin, {.trust_program = true});
    ASSERT_OK(report);
    EXPECT_EQ(report->entry.info.id, "user-plugin");
    EXPECT_OK(load_model("user-plugin"));
}

TEST(Import, BadFilesOfTheParityCasesAreRefused) {
    KINOVAR_NEEDS_SHARED(folder, "parity/g4_bad_files");
    Desk desk;
    int refused = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const std::string name = entry.path().filename();
        const bool control = name.starts_with("ok.") || name.starts_with("nc_ok");
        const bool weights = name.ends_with(".pth") || name.ends_with(".safetensors");
        // May load: its weights are good, only other members of the zip are not.
        if (!weights || control || name == "zip_traversal.pth") {
            continue;
        }
        EXPECT_FALSE(desk.import(entry.path()).has_value()) << name;
        EXPECT_TRUE(desk.filed().empty()) << name;
        ++refused;
    }
    EXPECT_GT(refused, 20);
}

} // namespace
} // namespace kinovar::nn
