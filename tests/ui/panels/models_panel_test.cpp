#include "core/base/file.h"
#include "core/base/hash.h"
#include "tests/nn/net_writer.h"
#include "tests/support/http_server.h"
#include "tests/ui/panels/panel_fixture.h"
#include "ui/forms/file_chooser.h"
#include "ui/forms/message_strip.h"
#include "ui/forms/model_choice.h"
#include "ui/panels/model_details.h"
#include "ui/panels/models_panel.h"
#include "ui/panels/models_table.h"
#include "ui/studio/text.h"

#include <nlohmann/json.hpp>

#include <QCheckBox>
#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>
#include <QUndoStack>

namespace kinovar::ui {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::json;

/// A web server with the two files of a small network, and a list of models that knows it.
class Shop {
public:
    explicit Shop(fs::path folder) : folder_(std::move(folder)) {
        fs::create_directories(folder_);
        net_ = test::compact_net().write(folder_, "small");
        write_list(false);
    }
    /// One model of the kind "url": for everybody, or not for commercial use.
    void write_list(bool commercial) {
        Json files = Json::array();
        for (const char* name : {"small.param", "small.bin"}) {
            files.push_back({{"name", name},
                             {"url", server_.url(std::string("/") + name)},
                             {"sha256", sha256_of_file(folder_ / name).value()},
                             {"bytes", fs::file_size(folder_ / name)}});
        }
        const Json model = {{"id", "small"},
                            {"title", "Small network"},
                            {"task", "upscale"},
                            {"architecture", "network of ncnn"},
                            {"scale", 2},
                            {"in_channels", 3},
                            {"out_channels", 3},
                            {"window", 1},
                            {"size_multiple", 1},
                            {"value_range", {0, 1}},
                            {"halo", 3},
                            {"parameters", 1700},
                            {"licence", "terms"},
                            {"source", {{"kind", "url"}}},
                            {"installed_by_default", false},
                            {"files", files}};
        const Json terms = {{"name", commercial ? "MIT" : "NC"},
                            {"terms", commercial ? "Any use." : "Not for money."},
                            {"commercial", commercial},
                            {"credits", "somebody"}};
        const Json list = {{"format", 2},
                           {"packages", Json::array()},
                           {"licences", {{"terms", terms}}},
                           {"models", {model}}};
        EXPECT_OK(write_file(this->list(), list.dump()));
    }
    [[nodiscard]] fs::path list() const { return folder_ / "catalogue.json"; }
    [[nodiscard]] fs::path net() const { return net_; }

private:
    void answer(const test::HttpRequest& request, const test::HttpConnection& connection) const {
        test::FileHandler file;
        file.content = read_file(folder_ / request.path.substr(1), 1U << 20U).value_or("");
        file(request, connection);
    }

    fs::path folder_;
    fs::path net_;
    test::HttpServer server_{
        [this](const auto& request, const auto& connection) { answer(request, connection); }};
};

class ModelsPanels : public PanelTest {
protected:
    void SetUp() override {
        PanelTest::SetUp();
        if (IsSkipped()) {
            return;
        }
        shop = std::make_unique<Shop>(folder / "shop");
        list_of_models.emplace("KINOVAR_CATALOGUE", shop->list().string());
        local.emplace("KINOVAR_DOWNLOAD_LOCAL", "1");
        weights.emplace("KINOVAR_MODELS", (folder / "models").string());
        panel = std::make_unique<ModelsPanel>(*studio, *actions);
        show(*panel, {520, 720});
        view = child<QTreeView>(*panel, "models.table");
    }
    void choose(const QString& id) {
        for (int row = 0; row < view->model()->rowCount(); ++row) {
            const QModelIndex index = view->model()->index(row, 0);
            if (index.data(ModelsTable::Id).toString() == id) {
                view->scrollTo(index);
                QTest::mouseClick(view->viewport(), Qt::LeftButton, {},
                                  view->visualRect(index).center());
            }
        }
        QCoreApplication::processEvents(); // what is shown of it gets its place
    }
    [[nodiscard]] QString state() const {
        return view->model()
            ->index(view->currentIndex().row(), ModelsTable::State)
            .data()
            .toString();
    }
    QPushButton* button(const char* name) { return child<QPushButton>(*panel, name); }
    [[nodiscard]] QString message() const {
        return child<MessageStrip>(*panel, "models.message")->text();
    }
    void install() {
        choose("small");
        auto* agree = child<QCheckBox>(*panel, "models.consent.commercial");
        if (agree->isVisible() && !agree->isChecked()) {
            QTest::mouseClick(agree, Qt::LeftButton, {}, QPoint(8, agree->height() / 2));
        }
        QTest::mouseClick(button("models.install"), Qt::LeftButton);
        ASSERT_TRUE(wait([&] { return state() == "installed"; })) << message().toStdString();
    }

    std::unique_ptr<Shop> shop;
    std::optional<test::ScopedVariable> list_of_models;
    std::optional<test::ScopedVariable> weights;
    std::optional<test::ScopedVariable> local;
    std::unique_ptr<ModelsPanel> panel;
    QTreeView* view = nullptr;
};

TEST_F(ModelsPanels, TermsAreAgreedToBeforeTheInstall) {
    choose("small");
    EXPECT_TRUE(child<QLabel>(*panel, "models.terms")->text().contains("Not for money."));
    EXPECT_FALSE(button("models.install")->isEnabled());
    picture(*panel, "models-consent");
    int told_changed = 0;
    QObject::connect(studio.get(), &Studio::models_changed, [&] { ++told_changed; });
    install();
    EXPECT_GT(told_changed, 0);
    EXPECT_TRUE(fs::exists(folder / "models" / "small"));
    EXPECT_TRUE(message().contains("installed"));
    EXPECT_FALSE(child<QCheckBox>(*panel, "models.consent.commercial")->isVisible());
    picture(*panel, "models-installed");
}

TEST_F(ModelsPanels, FreeModelsAskForNothing) {
    shop->write_list(true);
    studio->tell_models_changed();
    choose("small");
    EXPECT_FALSE(child<QCheckBox>(*panel, "models.consent.commercial")->isVisible());
    EXPECT_TRUE(button("models.install")->isEnabled());
}

TEST_F(ModelsPanels, DamageIsFoundAndMended) {
    install();
    QTest::mouseClick(button("models.verify"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return message().contains("as they should be"); }));
    test::flip_byte(folder / "models" / "small" / "small.bin", 100);
    QTest::mouseClick(button("models.verify"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return state() == "damaged"; }));
    EXPECT_TRUE(message().contains("small.bin")) << message().toStdString();
    picture(*panel, "models-damaged");
    EXPECT_TRUE(button("models.install")->isVisible());
    install();
}

TEST_F(ModelsPanels, AModelIsRemoved) {
    install();
    QTest::mouseClick(button("models.remove"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return state() == "not installed"; }));
    EXPECT_FALSE(fs::exists(folder / "models" / "small" / "small.bin"));
}

TEST_F(ModelsPanels, AWrongFileIsRefusedInPlace) {
    const fs::path notes = folder / "notes.pth";
    EXPECT_OK(write_file(notes, "these are no weights"));
    chooser::set_answer([&](const chooser::Question&) { return QStringList{to_qt(notes)}; });
    QTest::mouseClick(child<QToolButton>(*panel, "models.import.button"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return !message().isEmpty(); }));
    EXPECT_TRUE(message().contains("notes.pth")) << message().toStdString();
    EXPECT_TRUE(errors.empty()) << "told in place";
    EXPECT_EQ(view->model()->rowCount(), 1);
    picture(*panel, "models-wrong");
}

TEST_F(ModelsPanels, AFileThatIsDroppedIsImportedAndChosen) {
    const fs::path mine = test::compact_net(7).write(folder.path(), "mine");
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(to_qt(mine))});
    QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(panel.get(), &enter);
    QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, {});
    QApplication::sendEvent(panel.get(), &event);
    ASSERT_TRUE(wait([&] { return view->model()->rowCount() == 2; })) << message().toStdString();
    EXPECT_EQ(view->currentIndex().siblingAtColumn(0).data(ModelsTable::Id).toString(),
              "user-mine");
    EXPECT_TRUE(message().contains("user-mine"));
}

TEST_F(ModelsPanels, AProgramIsImportedOnlyAfterItIsTrusted) {
    KINOVAR_NEEDS_SHARED(plugin, "parity/g2_torchscript_inpaint/plugin.pt");
    panel->import_files({to_qt(plugin)});
    auto* trust = child<QCheckBox>(*panel, "models.trust");
    ASSERT_TRUE(wait([&] { return trust->isVisible(); }));
    EXPECT_FALSE(button("models.trust.import")->isEnabled());
    picture(*panel, "models-trust");
    QTest::mouseClick(trust, Qt::LeftButton, {}, QPoint(8, trust->height() / 2));
    QTest::mouseClick(button("models.trust.import"), Qt::LeftButton);
    ASSERT_TRUE(wait([&] { return view->model()->rowCount() == 2; })) << message().toStdString();
    EXPECT_FALSE(trust->isVisible());
}

TEST_F(ModelsPanels, TryingAddsTheStepAsOneEdit) {
    open_film();
    install();
    const int before = studio->undo_stack()->index();
    QTest::mouseClick(button("models.try"), Qt::LeftButton);
    ASSERT_EQ(steps(), std::vector<std::string>{"upscale"});
    EXPECT_EQ(studio->chain().steps[0].values.at("model"), FieldValue(std::string("small")));
    EXPECT_EQ(studio->step(), 0);
    EXPECT_EQ(studio->undo_stack()->index(), before + 1);
    studio->undo_stack()->undo();
    EXPECT_TRUE(steps().empty());
    // And the step's parameter offers it.
    const auto choices = installed_models("upscale");
    ASSERT_EQ(choices.size(), 1U);
    EXPECT_EQ(choices[0].id, "small");
}

TEST_F(ModelsPanels, WhatAStepMissesIsShown) {
    child<QLineEdit>(*panel, "models.search")->setText("nothing is like this");
    EXPECT_TRUE(child<QLabel>(*panel, "models.empty")->isVisible());
    studio->want_model("small");
    EXPECT_FALSE(child<QLabel>(*panel, "models.empty")->isVisible());
    EXPECT_EQ(view->currentIndex().siblingAtColumn(0).data(ModelsTable::Id).toString(), "small");
    EXPECT_EQ(unnamed_controls(*panel), "");
}

TEST_F(ModelsPanels, TheListOfKinovarIsSearched) {
    list_of_models.reset();
    studio->tell_models_changed();
    const int all = view->model()->rowCount();
    ASSERT_GT(all, 20);
    auto* search = child<QLineEdit>(*panel, "models.search");
    search->setFocus();
    QTest::keyClicks(search, "swinir");
    EXPECT_GT(view->model()->rowCount(), 0);
    EXPECT_LT(view->model()->rowCount(), all);
    search->clear();
    auto* task = child<QComboBox>(*panel, "models.task");
    task->setCurrentIndex(task->findData("face"));
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        EXPECT_EQ(view->model()->index(row, 0).data(ModelsTable::TaskName).toString(), "face");
    }
    task->setCurrentIndex(0);
    choose("gfpgan-v1.4");
    picture(*panel, "models");
    // Every entry can be shown.
    for (int row = 0; row < view->model()->rowCount(); ++row) {
        view->setCurrentIndex(view->model()->index(row, 0));
        EXPECT_FALSE(child<QLabel>(*panel, "models.title")->text().isEmpty());
    }
}

} // namespace
} // namespace kinovar::ui
