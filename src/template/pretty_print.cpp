// What fits stays on its line; what does not has each of its parts on a line of its own.
// SPDX-License-Identifier: GPL-3.0-or-later
#include "template/pretty_print.hpp"

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include "template/compare.hpp"
#include "template/dict.hpp"
#include "template/entity.hpp"
#include "template/print.hpp"
#include "template/text.hpp"

namespace escapement::templates {
namespace {

constexpr std::size_t line_width = 80;

// Where a part stands: behind so many characters, and before so many on its last line.
struct Room {
    std::size_t indent = 0;
    std::size_t behind = 0;
    bool outermost = false;

    bool holds(std::string_view text) const {
        return count_characters(text) + indent + behind <= line_width;
    }
};

class PrettyPrinter {
  public:
    PrettyPrinter(Run& run, Writer& to) : run_(run), to_(to) {}

    void print(const Value& value, Room room) {
        const Nested nested(run_);
        if (!nested || !run_.spend()) return;
        const Dict* dict = dict_of(value);
        const std::string flat = on_one_line(value);
        if (run_.failed()) return;
        if (room.holds(flat) || (!dict && !value.is_sequence() && !value.is(Kind::text)))
            to_ << flat;
        else if (dict)
            print_dict(*dict, room);
        else if (value.is(Kind::text))
            print_text(value.as_text(), flat, room);
        else
            print_list(value, room);
    }

  private:
    using Entries = std::vector<DictEntry>;

    Dict* dict_of(const Value& value) {
        if (value.is(Kind::dict)) return &value.as_dict();
        return value.is(Kind::entity) ? value.as_entity().whole(run_) : nullptr;
    }

    // Keys that cannot be compared are in the order of their types' names.
    bool comes_before(const Value& left, const Value& right) {
        const bool comparable = (left.is_number() && right.is_number()) ||
                                (left.is(Kind::text) && right.is(Kind::text));
        return comparable ? less(run_, left, right) : type_name(left) < type_name(right);
    }
    Entries sorted(const Dict& dict) {
        Entries entries(dict.entries, dict.entries + dict.size);
        std::stable_sort(entries.begin(), entries.end(), [this](const auto& a, const auto& b) {
            return comes_before(a.key, b.key);
        });
        return entries;
    }

    std::string on_one_line(const Value& value) {
        Writer line(run_);
        write_flat(line, value);
        return line.take();
    }
    void write_flat(Writer& line, const Value& value) {
        const Nested nested(run_);
        if (!nested || !run_.spend()) return;
        if (const Dict* dict = dict_of(value)) {
            const char* between = "{";
            for (const DictEntry& entry : sorted(*dict)) {
                line << between;
                write_flat(line, entry.key);
                line << ": ";
                write_flat(line, entry.value);
                between = ", ";
            }
            line << (dict->size == 0 ? "{}" : "}");
        } else if (value.is_sequence()) {
            const bool tuple = value.is(Kind::tuple);
            line << (tuple ? "(" : "[");
            for (std::size_t i = 0; i < value.as_list().size && !run_.failed(); ++i) {
                if (i > 0) line << ", ";
                write_flat(line, value.as_list().items[i]);
            }
            line << (!tuple ? "]" : value.as_list().size == 1 ? ",)" : ")");
        } else {
            print_repr(run_, line, value);
        }
    }

    void begin_line(std::size_t indent) {
        to_ << "\n";
        to_.fill(indent, " ");
    }

    void print_dict(const Dict& dict, Room room) {
        to_ << "{";
        const Entries entries = sorted(dict);
        for (std::size_t i = 0; i < entries.size() && !run_.failed(); ++i) {
            if (i > 0) begin_line(room.indent + 1);
            const std::string key = on_one_line(entries[i].key);
            to_ << key << ": ";
            const bool last = i + 1 == entries.size();
            print(entries[i].value,
                  {room.indent + 1 + count_characters(key) + 2, last ? room.behind + 1 : 1});
            if (!last) to_ << ",";
        }
        to_ << "}";
    }

    void print_list(const Value& value, Room room) {
        const bool tuple = value.is(Kind::tuple);
        const std::string_view end = !tuple ? "]" : value.as_list().size == 1 ? ",)" : ")";
        to_ << (tuple ? "(" : "[");
        for (std::size_t i = 0; i < value.as_list().size && !run_.failed(); ++i) {
            if (i > 0) begin_line(room.indent + 1);
            const bool last = i + 1 == value.as_list().size;
            print(value.as_list().items[i], {room.indent + 1, last ? room.behind + end.size() : 1});
            if (!last) to_ << ",";
        }
        to_ << end;
    }

    // Pieces of whole words, each as long as fits.
    void print_text(std::string_view text, const std::string& flat, Room room) {
        if (room.outermost) ++room.indent, ++room.behind;
        const auto pieces = pieces_of(text, room);
        if (pieces.size() == 1) {
            to_ << flat;
            return;
        }
        if (room.outermost) to_ << "(";
        for (std::size_t i = 0; i < pieces.size() && run_.spend(); ++i) {
            if (i > 0) begin_line(room.indent);
            to_ << pieces[i];
        }
        if (room.outermost) to_ << ")";
    }

    std::vector<std::string> pieces_of(std::string_view text, const Room& room) {
        std::vector<std::string> pieces;
        while (!text.empty() && run_.spend()) {
            const auto end = std::min(text.find('\n'), text.size() - 1) + 1;
            add_words(pieces, text.substr(0, end), room, end == text.size());
            text.remove_prefix(end);
        }
        return pieces;
    }
    void add_words(std::vector<std::string>& pieces,
                   std::string_view line,
                   const Room& room,
                   bool last_line) {
        const auto fits = [&](std::string_view part, bool at_end) {
            const auto width = count_characters(repr(run_, Value::text(part)));
            return width + room.indent + (at_end ? room.behind : 0) <= line_width;
        };
        if (fits(line, last_line)) {
            pieces.push_back(repr(run_, Value::text(line)));
            return;
        }
        std::size_t begin = 0;
        for (std::size_t at = 0; at < line.size() && run_.spend_on(Value::text(line));) {
            const auto end = end_of_word(line, at);
            const bool at_end = last_line && end == line.size();
            if (at > begin && !fits(line.substr(begin, end - begin), at_end)) {
                pieces.push_back(repr(run_, Value::text(line.substr(begin, at - begin))));
                begin = at;
            }
            at = end;
        }
        pieces.push_back(repr(run_, Value::text(line.substr(begin))));
    }
    // A word and the blanks behind it.
    static std::size_t end_of_word(std::string_view line, std::size_t at) {
        constexpr std::string_view blanks = " \t\n\r\f\v";
        const auto blank = std::min(line.find_first_of(blanks, at), line.size());
        return std::min(line.find_first_not_of(blanks, blank), line.size());
    }

    Run& run_;
    Writer& to_;
};

}  // namespace

void pretty_print(Run& run, Writer& to, const Value& value) {
    PrettyPrinter(run, to).print(value, {.outermost = true});
}

}  // namespace escapement::templates
