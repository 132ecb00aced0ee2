#pragma once

#include "core/credentials/consent.h"

#include <QWidget>
#include <vector>

class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;

namespace kinovar::ui {

class Studio;

/// Who allowed the portrait to be animated, on what ground and when. What is missing is said in
/// place; records that the project knows can be chosen.
class ConsentForm : public QWidget {
    Q_OBJECT

public:
    explicit ConsentForm(Studio& studio, QWidget* parent = nullptr);

    /// The step's record, or an empty one with today's date.
    void begin();
    [[nodiscard]] credentials::ConsentRecord record() const;

Q_SIGNALS:
    void done();

private:
    QLineEdit* add_line(QFormLayout& form, const char* name, const QString& label,
                        const QString& tip);
    QComboBox* add_choice(QFormLayout& form, const char* name, const QString& label,
                          const QString& tip, const QStringList& choices);
    void add_buttons(QFormLayout& form);
    void list_known();
    void show_record(const credentials::ConsentRecord& record);
    [[nodiscard]] QWidget* first_empty(QString* complaint) const;
    void save();

    Studio& studio_;
    QComboBox* known_ = nullptr;
    QLineEdit* person_ = nullptr;
    QComboBox* relation_ = nullptr;
    QLineEdit* granted_by_ = nullptr;
    QComboBox* ground_ = nullptr;
    QLineEdit* date_ = nullptr;
    QLineEdit* source_ = nullptr;
    QLineEdit* note_ = nullptr;
    QLabel* error_ = nullptr;
    std::vector<credentials::ConsentRecord> records_; ///< in the order of known_, after "new"
};

} // namespace kinovar::ui
