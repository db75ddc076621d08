/* Reads PDFs of others with libqpdf: their embedded files, and where two differ. In C++, since the C interface gives a
 * stream's data only after it has inflated all of them. */
#include "modules/pdf_tools.h"

/* Wanted by the headers of libqpdf 11: only std::shared_ptr is used here. */
#define POINTERHOLDER_TRANSITION 4

#include <algorithm>
#include <exception>
#include <gio/gio.h>
#include <qpdf/Pipeline.hh>
#include <qpdf/QPDF.hh>
#include <qpdf/QPDFExc.hh>
#include <qpdf/QPDFObjectHandle.hh>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace
{

/* The end of the inflating: counts what arrives and lets no more through than the limits allow. Once it is closed it
 * throws, which ends the inflating. Some filters give a byte at a time; the sink gets them in pieces. */
class Gate : public Pipeline
{
  public:
    Gate(const RectoPdfSink *sink, gsize max_file, gsize max_total)
        : Pipeline("gate", nullptr), sink_(sink), file_(max_file), total_(max_total)
    {
    }

    void write(unsigned char const *bytes, size_t length) override
    {
        if (length > file_)
            problem = "larger than 256 MiB";
        else if (length > total_)
            problem = "the files together are larger than 1 GiB";
        if (problem || stopped)
            throw std::runtime_error("limit");
        file_ -= length;
        total_ -= length;
        piece_.append(reinterpret_cast<const char *>(bytes), length);
        if (piece_.size() >= PIECE)
            flush();
    }

    void finish() override
    {
    }

    /* Passes the remaining bytes to the sink. */
    void flush()
    {
        if (!stopped && !piece_.empty() && !sink_->add(piece_.data(), piece_.size(), sink_->data))
            stopped = true;
        piece_.clear();
    }

    gsize left() const
    {
        return total_;
    }

    const char *problem = nullptr;
    bool stopped = false;

  private:
    static constexpr size_t PIECE = 65536;

    const RectoPdfSink *sink_;
    gsize file_, total_;
    std::string piece_;
};

/* The embedded files of one PDF. */
class Reader
{
  public:
    Reader(QPDF &pdf, const RectoPdfSink *sink) : pdf_(pdf), sink_(sink)
    {
    }

    void read()
    {
        QPDFObjectHandle names = pdf_.getRoot().getKey("/Names");
        if (names.isDictionary())
            push(names.getKey("/EmbeddedFiles"));
        while (!nodes_.empty() && !ended_) {
            QPDFObjectHandle node = nodes_.back();
            nodes_.pop_back();
            visit(node);
        }
    }

  private:
    /* TRUE the first time; an object that is not indirect can't be met twice. */
    bool is_new(QPDFObjectHandle &object)
    {
        return !object.isIndirect() || seen_.insert(object.getObjGen()).second;
    }

    void push(QPDFObjectHandle node)
    {
        if (!node.isDictionary() || !is_new(node))
            return;
        if (n_nodes_++ < RECTO_PDF_MAX_NODES)
            nodes_.push_back(node);
        else
            cut("the name tree has more than 10,000 nodes");
    }

    void cut(const char *problem)
    {
        if (!ended_)
            sink_->cut(problem, sink_->data);
        ended_ = true;
    }

    void visit(QPDFObjectHandle &node)
    {
        QPDFObjectHandle names = node.getKey("/Names"), kids = node.getKey("/Kids");
        int n_names = names.isArray() ? names.getArrayNItems() : 0, n_kids = kids.isArray() ? kids.getArrayNItems() : 0;
        for (int i = 1; i < n_names && !ended_; i += 2)
            add(names.getArrayItem(i));
        /* The last one first, since the last one pushed is visited first. */
        for (int i = n_kids; i > 0 && !ended_; i--)
            push(kids.getArrayItem(i - 1));
    }

    void add(QPDFObjectHandle filespec)
    {
        if (!filespec.isDictionary() || !is_new(filespec))
            return;
        QPDFObjectHandle embedded = filespec.getKey("/EF");
        if (!embedded.isDictionary())
            return;
        QPDFObjectHandle stream = embedded.getKey("/UF");
        if (!stream.isStream())
            stream = embedded.getKey("/F");
        if (!stream.isStream())
            return;
        if (n_files_++ >= RECTO_PDF_MAX_NODES)
            cut("the PDF has more than 10,000 embedded files");
        else if (!sink_->begin(name_of(filespec).c_str(), sink_->data))
            ended_ = true;
        else
            inflate(stream);
    }

    static std::string name_of(QPDFObjectHandle &filespec)
    {
        for (const char *key : {"/UF", "/F"}) {
            QPDFObjectHandle value = filespec.getKey(key);
            if (!value.isString())
                continue;
            std::string name = value.getUTF8Value().substr(0, RECTO_PDF_MAX_NAME);
            /* A C string ends at NUL; another control character is as unwelcome in a name. */
            std::replace(name.begin(), name.end(), '\0', '\x7f');
            g_autofree char *valid = g_utf8_make_valid(name.data(), (gssize)name.size());
            return valid;
        }
        return "";
    }

    void inflate(QPDFObjectHandle &stream)
    {
        Gate gate(sink_, RECTO_PDF_MAX_FILE, total_);
        bool filtered = false;
        bool whole = stream.pipeStreamData(&gate, &filtered, 0, qpdf_dl_specialized, true);
        gate.flush();
        const char *problem = gate.problem;
        if (!problem && !filtered && stream.getDict().hasKey("/Filter"))
            problem = "the filter of an embedded file is unknown";
        else if (!problem && !whole)
            problem = "the data of an embedded file is damaged";
        total_ = gate.left();
        if (gate.stopped || !sink_->end(problem, sink_->data))
            ended_ = true;
    }

    QPDF &pdf_;
    const RectoPdfSink *sink_;
    std::set<QPDFObjGen> seen_;
    std::vector<QPDFObjectHandle> nodes_;
    guint n_nodes_ = 0, n_files_ = 0;
    gsize total_ = RECTO_PDF_MAX_TOTAL;
    bool ended_ = false;
};

void load(QPDF &pdf, GBytes *bytes)
{
    gsize length = 0;
    const char *data = (const char *)g_bytes_get_data(bytes, &length);
    pdf.setSuppressWarnings(true);
    pdf.processMemoryFile("input", data ? data : "", length);
}

/* A digest of what a stream gives, or of its bytes as they are when it can't be inflated. */
class Digest : public Pipeline
{
  public:
    Digest() : Pipeline("digest", nullptr), sum_(g_checksum_new(G_CHECKSUM_SHA256))
    {
    }

    ~Digest() override
    {
        g_checksum_free(sum_);
    }

    void write(unsigned char const *bytes, size_t length) override
    {
        g_checksum_update(sum_, bytes, (gssize)length);
    }

    void finish() override
    {
    }

    std::string text() const
    {
        return g_checksum_get_string(sum_);
    }

  private:
    GChecksum *sum_;
};

std::string digest_of(QPDFObjectHandle page)
{
    Digest digest;
    for (auto &stream : page.getPageContents())
        stream.pipeStreamData(&digest, nullptr, 0, qpdf_dl_specialized, true);
    return digest.text();
}

std::string difference(GBytes *one, GBytes *other)
{
    QPDF first, second;
    load(first, one);
    load(second, other);
    const std::vector<QPDFObjectHandle> &mine = first.getAllPages(), &theirs = second.getAllPages();
    if (mine.size() != theirs.size())
        return "in its number of pages";
    for (size_t i = 0; i < mine.size(); i++)
        if (digest_of(mine[i]) != digest_of(theirs[i]))
            return "on page " + std::to_string(i + 1);
    return "outside the content of its pages";
}

} // namespace

gboolean recto_pdf_read_files(GBytes *bytes, const RectoPdfSink *sink, GError **error)
{
    try {
        QPDF pdf;
        load(pdf, bytes);
        Reader(pdf, sink).read();
        return TRUE;
    } catch (const QPDFExc &problem) {
        if (problem.getErrorCode() == qpdf_e_password)
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED, "the PDF is encrypted and needs a password");
        else
            g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the PDF can't be read: %s",
                        problem.getMessageDetail().c_str());
    } catch (const std::bad_alloc &) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "reading the PDF needs too much memory");
    } catch (const std::exception &problem) {
        g_set_error(error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, "the PDF can't be read: %s", problem.what());
    }
    return FALSE;
}

char *recto_pdf_find_difference(GBytes *one, GBytes *other)
{
    try {
        return g_strdup(difference(one, other).c_str());
    } catch (const std::exception &) {
        return nullptr;
    }
}
